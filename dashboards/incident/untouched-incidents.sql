-- How many incidents has nobody claimed or decided?
--
-- grain   one row
-- window  now, whatever range is on screen
-- cost    the incidents
SELECT count() AS untouched
FROM {{database}}.incident_now
WHERE verdict = '' AND claimed_at IS NULL AND $__conditionalAll(category IN (${category:singlequote}), $category)
