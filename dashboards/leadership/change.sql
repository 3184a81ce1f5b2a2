-- What changed against the period before, and is it more than chance?
--
-- grain   one row per figure; the range of the ratio holds with 95 % if incidents come independently: given their sum, the later of two Poisson counts is binomial (Przyborowski and Wilenski 1940), with the Wilson score interval (Wilson 1927)
-- window  the range on screen against the one of the same length before it
-- cost    the incidents and the accounts acted against
WITH
    1.959963984540054 AS z,
    now + before AS n,
    (now + z * z / 2 - z * sqrt(now * before / nullIf(n, 0) + z * z / 4)) / (n + z * z) AS low,
    (now + z * z / 2 + z * sqrt(now * before / nullIf(n, 0) + z * z / 4)) / (n + z * z) AS high
SELECT
    figure,
    now,
    before,
    if(before = 0, NULL, now / before) AS ratio,
    if(before = 0, NULL, low / (1 - low)) AS ratio_at_least,
    if(before = 0, NULL, high / (1 - high)) AS ratio_at_most,
    multiIf(n = 0, 'nothing in either', low > 0.5, 'more', high < 0.5, 'fewer', 'no change beyond chance') AS verdict
FROM
(
    SELECT
        figure,
        toFloat64(countIf(at >= $__fromTime AND at <= $__toTime)) AS now,
        toFloat64(countIf(at < $__fromTime AND at >= $__fromTime - toIntervalSecond(dateDiff('second', $__fromTime, $__toTime)))) AS before
    FROM
    (
        SELECT 'incidents opened' AS figure, opened_at AS at FROM {{database}}.incident_now
        UNION ALL
        SELECT 'incidents confirmed' AS figure, assumeNotNull(decided_last_at) AS at FROM {{database}}.incident_now WHERE verdict = 'confirmed'
        UNION ALL
        SELECT 'incidents dismissed' AS figure, assumeNotNull(decided_last_at) AS at FROM {{database}}.incident_now WHERE verdict = 'dismissed'
        UNION ALL
        SELECT 'accounts acted against' AS figure, actioned_at AS at FROM {{database}}.account_actioned
    )
    GROUP BY figure
)
ORDER BY indexOf(['incidents opened', 'incidents confirmed', 'incidents dismissed', 'accounts acted against'], figure)
