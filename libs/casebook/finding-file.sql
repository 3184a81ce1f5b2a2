-- Which finding is this, who said it of which window, and what became of it?
--
-- grain   one row, or none
-- window  all time
-- cost    the finding, its run and its incident by their keys
SELECT
    finding.id,
    run.detector,
    run.version,
    run.mode,
    run.id AS run,
    run.window_from AS "windowFrom",
    run.window_until AS "windowUntil",
    run.records,
    run.finished_at AS "judgedAt",
    finding.subject_kind AS "subjectKind",
    finding.subject,
    finding.score,
    finding.point,
    finding.category,
    finding.because,
    finding.numbers,
    finding.evidence,
    finding.members,
    finding.withheld,
    incident_finding.incident
FROM finding
INNER JOIN run ON run.id = finding.run
LEFT JOIN incident_finding ON incident_finding.finding = finding.id
WHERE finding.id = $1
