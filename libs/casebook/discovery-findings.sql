-- What did detectors find that feeds the list of discoveries?
--
-- grain   one row per finding, in the order of time; once where a window was judged by hand and by the clock
-- window  all findings of detectors $1, scheduled or in retrospect, but those that are withheld
-- cost    the runs of those detectors and their findings
SELECT DISTINCT ON (run.window_until, run.window_from, run.detector, finding.subject)
    finding.id,
    campaign_finding.campaign,
    run.detector,
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
INNER JOIN campaign_finding ON campaign_finding.finding = finding.id
WHERE run.detector = ANY ($1::text[])
    AND run.mode IN ('scheduled', 'retro')
    AND run.state = 'done'
    AND finding.withheld IS NULL
ORDER BY run.window_until, run.window_from, run.detector, finding.subject, run.mode, finding.id
