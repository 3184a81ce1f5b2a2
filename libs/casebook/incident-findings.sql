-- Which findings make an incident?
--
-- grain   one row per finding, latest window first
-- window  all of them, up to $2
-- cost    the index over the incident's findings
SELECT
    finding.id,
    run.version,
    run.mode,
    run.window_from AS "windowFrom",
    run.window_until AS "windowUntil",
    finding.score,
    finding.point,
    finding.because,
    finding.numbers,
    finding.evidence
FROM incident_finding
INNER JOIN finding ON finding.id = incident_finding.finding
INNER JOIN run ON run.id = finding.run
WHERE incident_finding.incident = $1
ORDER BY run.window_until DESC, run.window_from DESC, finding.id
LIMIT $2
