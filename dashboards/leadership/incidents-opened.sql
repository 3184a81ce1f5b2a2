-- How many incidents were opened?
--
-- grain   one row
-- window  the range on screen, by the opening
-- cost    the incidents
SELECT count() AS opened
FROM {{database}}.incident_now
WHERE $__timeFilter(opened_at)
