-- How long after it was opened was an incident claimed, decided and acted on, in the middle?
--
-- grain   one row per week of opening with a delay that is over
-- window  the range on screen, by the opening; incidents nobody has got to yet are in none of the medians
-- cost    the incidents
SELECT
    toDateTime(toStartOfWeek(opened_at, 1)) AS time,
    quantileExactOrNull(0.5)(seconds_to_claim) AS to_claim,
    quantileExactOrNull(0.5)(seconds_to_decide) AS to_decide,
    quantileExactOrNull(0.5)(seconds_to_act) AS to_act
FROM
(
    SELECT opened_at, category, seconds_to_claim, seconds_to_decide, seconds_to_act
    FROM {{database}}.incident_delays
    WHERE $__timeFilter(opened_at)
)
WHERE $__conditionalAll(category IN (${category:singlequote}), $category)
GROUP BY time
ORDER BY time
