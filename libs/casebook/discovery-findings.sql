-- What did detectors find that feeds the list of discoveries?
--
-- grain   one row per finding, in the order of time
-- window  all findings of detectors $1, scheduled or in retrospect, but those that are withheld
-- cost    the runs of those detectors and their findings
SELECT
    finding.id,
    run.detector,
    run.version,
    run.window_from AS "windowFrom",
    run.window_until AS "windowUntil",
    finding.subject,
    finding.score,
    finding.because,
    finding.numbers,
    finding.evidence,
    finding.members
FROM run
INNER JOIN finding ON finding.run = run.id
WHERE run.detector = ANY ($1::text[])
    AND run.mode IN ('scheduled', 'retro')
    AND run.state = 'done'
    AND finding.withheld IS NULL
ORDER BY run.window_until, run.window_from, run.version, run.mode, finding.id
