-- What did each window find of a campaign?
--
-- grain   one row per finding, in the order of time; once where a window was judged by hand and by the clock
-- window  all findings of campaign $1
-- cost    the index over the campaign's findings
SELECT DISTINCT ON (run.window_until, run.window_from, finding.subject)
    finding.id,
    run.window_from AS "windowFrom",
    run.window_until AS "windowUntil",
    finding.score,
    finding.because,
    finding.members
FROM campaign_finding
INNER JOIN finding ON finding.id = campaign_finding.finding
INNER JOIN run ON run.id = finding.run
WHERE campaign_finding.campaign = $1
ORDER BY run.window_until, run.window_from, finding.subject, run.mode, finding.id
