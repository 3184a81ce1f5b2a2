-- What did a detector find in the windows it has judged, by version and mode?
--
-- grain   one row per run that is done and each of its findings; a run without findings has one row without them
-- window  windows that end after $2 and no later than $3
-- cost    the runs of the detector in that stretch and their findings
SELECT
    run.version,
    run.mode,
    run.window_from AS "windowFrom",
    run.window_until AS "windowUntil",
    finding.point,
    finding.score,
    finding.because,
    finding.parties
FROM run
LEFT JOIN finding ON finding.run = run.id
WHERE run.detector = $1 AND run.window_until > $2 AND run.window_until <= $3 AND run.state = 'done'
ORDER BY run.window_until, run.version, run.mode, finding.id
