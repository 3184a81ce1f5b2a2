-- What waits to be told to receivers and to dashboards, and what was given up?
--
-- grain   one row per interval: the most of it
-- window  the range on screen
-- cost    the measures of the range
SELECT
    $__timeInterval(at) AS time,
    maxIf(value, measure = 'messages_waiting') AS messages_waiting,
    maxIf(value, measure = 'messages_dead') AS messages_dead,
    maxIf(value, measure = 'facts_waiting') AS facts_waiting
FROM {{database}}.house_measure
WHERE $__timeFilter(at)
GROUP BY time
ORDER BY time
