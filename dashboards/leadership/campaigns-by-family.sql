-- How many campaigns were found, by the means that found them?
--
-- grain   one row per week and family of detectors; a campaign is an incident of two accounts or more
-- window  the range on screen, by the opening
-- cost    the incidents
SELECT
    toDateTime(toStartOfWeek(opened_at, 1)) AS time,
    transform(detector, {{detectors}}, {{families}}, 'Hunting') AS family,
    count() AS campaigns
FROM {{database}}.incident_now
WHERE $__timeFilter(opened_at) AND accounts >= 2
GROUP BY time, family
ORDER BY time, family
