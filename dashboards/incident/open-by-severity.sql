-- How many open incidents are there of each severity?
--
-- grain   one row per severity
-- window  now, whatever range is on screen
-- cost    the incidents
SELECT severity, count() AS incidents
FROM {{database}}.incident_now
WHERE verdict = '' AND $__conditionalAll(category IN (${category:singlequote}), $category)
GROUP BY severity
ORDER BY indexOf(['critical', 'high', 'medium', 'low'], severity)
