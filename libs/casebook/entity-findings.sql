-- What did detectors say of one account, key or network?
--
-- grain   one row per finding of a run that counts, latest window first
-- window  all
-- cost    the indexes over parties and subjects
SELECT
    finding.id,
    run.detector,
    run.mode,
    run.window_from AS "windowFrom",
    run.window_until AS "windowUntil",
    finding.point,
    finding.because,
    finding.withheld,
    incident_finding.incident
FROM finding
INNER JOIN run ON run.id = finding.run
LEFT JOIN incident_finding ON incident_finding.finding = finding.id
WHERE (finding.parties @> ARRAY[$1::text || ':' || $2::text]) OR (finding.subject_kind = $1 AND finding.subject = $2)
ORDER BY run.window_until DESC, finding.id
LIMIT $3
