-- Which policy categories do incidents have?
--
-- grain   one row per category
-- window  all incidents that are kept
-- cost    the incidents
SELECT DISTINCT category
FROM {{database}}.incident_now
ORDER BY category
