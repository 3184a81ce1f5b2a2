-- Which detectors name which of these accounts ($4) between two instants?
--
-- grain   one row per detector and account, with the stretch of the windows that name it
-- window  windows that overlap [$2, $3); scheduled or in retrospect, all detectors but $1
-- cost    the findings of those windows and their members
SELECT
    run.detector,
    member.account,
    min(run.window_from) AS "from",
    max(run.window_until) AS "until"
FROM run
INNER JOIN finding ON finding.run = run.id
CROSS JOIN LATERAL jsonb_to_recordset(finding.members) AS member (account text)
WHERE run.detector <> ALL ($1::text[])
    AND run.window_until > $2
    AND run.window_from < $3
    AND run.mode IN ('scheduled', 'retro')
    AND run.state = 'done'
    AND member.account = ANY ($4::text[])
GROUP BY run.detector, member.account
ORDER BY run.detector, member.account
