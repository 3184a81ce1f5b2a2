-- Which open incidents have waited longest?
--
-- grain   one row per incident, 50 at most
-- window  now, whatever range is on screen
-- cost    the incidents
SELECT
    incident,
    severity,
    category,
    detector,
    accounts,
    opened_at,
    dateDiff('second', opened_at, $__toTime) AS waited_seconds,
    claimed_at IS NOT NULL AS claimed
FROM {{database}}.incident_now
WHERE verdict = '' AND $__conditionalAll(category IN (${category:singlequote}), $category)
ORDER BY opened_at, incident
LIMIT 50
