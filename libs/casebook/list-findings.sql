-- Which findings are there, of whatever mode, and which opened an incident?
--
-- grain   one row per finding, latest window first; a parameter that is null asks for any
-- window  windows that end after $4 and no later than $5
-- cost    the findings of the runs in that stretch; with parties, the index over parties
SELECT
    finding.id,
    run.detector,
    run.version,
    run.mode,
    run.window_from AS "windowFrom",
    run.window_until AS "windowUntil",
    finding.subject_kind AS "subjectKind",
    finding.subject,
    finding.score,
    finding.point,
    finding.because,
    finding.withheld,
    incident_finding.incident
FROM finding
INNER JOIN run ON run.id = finding.run
LEFT JOIN incident_finding ON incident_finding.finding = finding.id
WHERE ($1::text IS NULL OR run.detector = $1)
    AND ($2::text IS NULL OR run.mode = $2)
    AND ($3::text[] IS NULL OR finding.parties && $3)
    AND ($4::timestamptz IS NULL OR run.window_until > $4)
    AND ($5::timestamptz IS NULL OR run.window_until <= $5)
    AND (NOT $6::boolean OR finding.withheld IS NOT NULL)
ORDER BY run.window_until DESC, run.detector, run.version DESC, run.mode, finding.id
LIMIT $7
