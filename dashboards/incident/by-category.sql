-- What do the incidents of each category come to?
--
-- grain   one row per category
-- window  the range on screen, by the opening
-- cost    the incidents
SELECT
    category,
    count() AS opened,
    countIf(verdict = '') AS open,
    countIf(verdict = 'confirmed') AS confirmed,
    countIf(verdict = 'dismissed') AS dismissed,
    countIf(verdict = 'uncertain') AS uncertain
FROM {{database}}.incident_now
WHERE $__timeFilter(opened_at) AND $__conditionalAll(category IN (${category:singlequote}), $category)
GROUP BY category
ORDER BY opened DESC, category
