-- How many incidents stand confirmed, by a decision of these days?
--
-- grain   one row
-- window  the range on screen, by the latest decision
-- cost    the incidents
SELECT count() AS confirmed
FROM {{database}}.incident_now
WHERE verdict = 'confirmed' AND $__timeFilter(decided_last_at)
