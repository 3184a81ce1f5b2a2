-- On which days of a quarter did each detector judge anything?
--
-- grain   one row per detector and day
-- window  days from $1 until $2, UTC, by the window that was judged; runs that ended well, backtests left out
-- cost    one pass over the runs that touch the quarter
SELECT
    run.detector,
    to_char(judged.day AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
    bool_or(run.mode <> 'retro') AS by_clock
FROM run
CROSS JOIN LATERAL generate_series(
    date_trunc('day', greatest(run.window_from, $1::timestamptz), 'UTC'),
    least(run.window_until, $2::timestamptz) - INTERVAL '1 millisecond',
    INTERVAL '1 day'
) AS judged (day)
WHERE run.state = 'done'
    AND run.mode <> 'backtest'
    AND run.window_until > $1::timestamptz
    AND run.window_from < $2::timestamptz
GROUP BY run.detector, judged.day
ORDER BY run.detector, day
