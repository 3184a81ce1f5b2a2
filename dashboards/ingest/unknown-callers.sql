-- How often did callers knock whom the gateway does not know?
--
-- grain   one row
-- window  the range on screen, by hour of the call
-- cost    the roll-up of unknown callers
SELECT sum(requests) AS requests
FROM {{database}}.unknown_caller_hourly
WHERE $__timeFilter(hour) AND $__conditionalAll(source IN (${source:singlequote}), $source)
