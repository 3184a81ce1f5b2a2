-- How long has the oldest open incident waited?
--
-- grain   one row; null when none is open
-- window  now, whatever range is on screen
-- cost    the incidents
SELECT maxOrNull(dateDiff('second', opened_at, $__toTime)) AS seconds
FROM {{database}}.incident_now
WHERE verdict = '' AND $__conditionalAll(category IN (${category:singlequote}), $category)
