-- How many incidents did each detector open?
--
-- grain   one row per day and detector
-- window  the range on screen, by the opening
-- cost    the incidents
SELECT toStartOfDay(opened_at) AS time, detector, count() AS incidents
FROM {{database}}.incident_now
WHERE $__timeFilter(opened_at) AND $__conditionalAll(detector IN (${detector:singlequote}), $detector)
GROUP BY time, detector
ORDER BY time, detector
