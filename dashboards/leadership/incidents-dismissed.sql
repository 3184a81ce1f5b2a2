-- How many incidents stand dismissed, by a decision of these days?
--
-- grain   one row
-- window  the range on screen, by the latest decision
-- cost    the incidents
SELECT count() AS dismissed
FROM {{database}}.incident_now
WHERE verdict = 'dismissed' AND $__timeFilter(decided_last_at)
