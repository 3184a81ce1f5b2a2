-- Which detectors name far fewer or far more accounts than they used to?
--
-- grain   one row per detector
-- window  35 days before the end of the range: the last seven against the 28 before
-- cost    the runs of the clock
SELECT
    detector,
    last_week,
    usual,
    usual_days,
    multiIf(
        usual_days < 14, 'too young to tell',
        last_week = 0 AND usual >= 1, 'silent',
        last_week > 10 AND last_week > 5 * greatest(1, usual), 'loud',
        'usual'
    ) AS standing
FROM
(
    SELECT
        detector,
        maxIf(accounts, day > toDate($__toTime) - 1) AS last_day,
        maxIf(accounts, day > toDate($__toTime) - 7) AS last_week,
        quantileExactIf(0.5)(accounts, day <= toDate($__toTime) - 7) AS usual,
        countIf(day <= toDate($__toTime) - 7) AS usual_days
    FROM
    (
        SELECT detector, toDate(window_until) AS day, max(accounts) AS accounts
        FROM {{database}}.detector_run FINAL
        WHERE state = 'done' AND mode IN ('scheduled', 'shadow')
            AND window_until > toDate($__toTime) - 35 AND window_until <= $__toTime AND $__conditionalAll(detector IN (${detector:singlequote}), $detector)
        GROUP BY detector, day
    )
    GROUP BY detector
)
ORDER BY standing = 'usual', detector
