-- How many incidents are open?
--
-- grain   one row
-- window  now, whatever range is on screen
-- cost    the incidents
SELECT count() AS open
FROM {{database}}.incident_now
WHERE verdict = '' AND $__conditionalAll(category IN (${category:singlequote}), $category)
