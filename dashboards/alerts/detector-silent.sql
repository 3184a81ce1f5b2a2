-- Has a detector that used to name accounts named none for a week?
--
-- grain   one row per detector
-- window  35 days: the last seven against the 28 before
-- cost    the runs of the clock
SELECT detector, toFloat64(usual_days >= 14 AND usual >= 1 AND last_week = 0) AS value
FROM
(
    SELECT
        detector,
        maxIf(accounts, day > today() - 7) AS last_week,
        quantileExactIf(0.5)(accounts, day <= today() - 7) AS usual,
        countIf(day <= today() - 7) AS usual_days
    FROM
    (
        SELECT detector, toDate(window_until) AS day, max(accounts) AS accounts
        FROM {{database}}.detector_run FINAL
        WHERE state = 'done' AND mode IN ('scheduled', 'shadow') AND window_until > today() - 35
        GROUP BY detector, day
    )
    GROUP BY detector
)
