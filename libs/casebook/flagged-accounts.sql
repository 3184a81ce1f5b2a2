-- Whom did detectors name in windows that ended in a stretch of time, and how strongly?
--
-- grain   one row per account: act and report are points of detectors in service, shadow is all others
-- window  windows that ended in ($1, $2]
-- cost    the runs of that time and their findings
SELECT
    substr(named.party, 9) AS account,
    CASE
        WHEN bool_or(run.mode <> 'shadow' AND finding.point = 'act') THEN 'act'
        WHEN bool_or(run.mode <> 'shadow') THEN 'report'
        ELSE 'shadow'
    END AS stratum
FROM run
INNER JOIN finding ON finding.run = run.id
CROSS JOIN LATERAL unnest(finding.parties) AS named (party)
WHERE run.mode IN ('scheduled', 'retro', 'shadow')
    AND run.window_until > $1
    AND run.window_until <= $2
    AND named.party LIKE 'account:%'
GROUP BY named.party
ORDER BY named.party
