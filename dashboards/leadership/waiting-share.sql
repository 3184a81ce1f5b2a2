-- What share of the incidents opened has nobody decided yet?
--
-- grain   one row; null when none was opened
-- window  the range on screen, by the opening
-- cost    the incidents
SELECT countIf(verdict = '') / nullIf(count(), 0) AS waiting
FROM {{database}}.incident_now
WHERE $__timeFilter(opened_at)
