-- How many distinct accounts or keys did each detector name in each of the last weeks?
--
-- grain   one row per detector and week in which it judged any window; week 0 is the last one
-- window  $2 weeks before $1, by the end of the windows, in the modes the clock runs
-- cost    runs and findings of these weeks
SELECT
    run.detector,
    floor(extract(epoch FROM $1::timestamptz - run.window_until) / 604800)::int AS week,
    count(DISTINCT party.name)::int AS accounts
FROM run
LEFT JOIN finding ON finding.run = run.id
LEFT JOIN LATERAL unnest(finding.parties) AS party (name) ON TRUE
WHERE
    run.mode IN ('scheduled', 'shadow')
    AND run.state = 'done'
    AND run.window_until <= $1::timestamptz
    AND run.window_until > $1::timestamptz - make_interval(weeks => $2::int)
GROUP BY run.detector, week
ORDER BY run.detector, week
