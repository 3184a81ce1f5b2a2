-- Of the incidents of each detector that people decided, what share did they confirm?
--
-- grain   one row per detector, with the Wilson score interval (Wilson 1927) of 95 %
-- window  the range on screen, by the latest decision
-- cost    the incidents
WITH 1.959963984540054 AS z
SELECT
    detector,
    countIf(verdict = 'confirmed') AS confirmed,
    countIf(verdict = 'dismissed') AS dismissed,
    countIf(verdict = 'uncertain') AS uncertain,
    confirmed + dismissed AS n,
    if(n = 0, NULL, confirmed / n) AS precision,
    greatest(0., (confirmed + z * z / 2 - z * sqrt(confirmed * dismissed / nullIf(n, 0) + z * z / 4)) / (n + z * z)) AS at_least,
    least(1., (confirmed + z * z / 2 + z * sqrt(confirmed * dismissed / nullIf(n, 0) + z * z / 4)) / (n + z * z)) AS at_most
FROM {{database}}.incident_now
WHERE $__timeFilter(decided_last_at) AND verdict != '' AND $__conditionalAll(detector IN (${detector:singlequote}), $detector)
GROUP BY detector
ORDER BY precision, detector
