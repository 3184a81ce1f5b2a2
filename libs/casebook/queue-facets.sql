-- How many incidents would each value of each facet leave?
--
-- grain   one row per facet and value, under all filters but that facet's own; facet `total` under all of them
-- window  a parameter that is null asks for any
-- cost    one pass over the index incident_facets
WITH matched AS MATERIALIZED (
    SELECT
        aged.*,
        ($1::text[] IS NULL OR aged.state = ANY ($1)) AS is_state,
        ($2::text[] IS NULL OR aged.category = ANY ($2)) AS is_category,
        ($3::text[] IS NULL OR aged.severity = ANY ($3)) AS is_severity,
        ($4::text[] IS NULL OR aged.detector = ANY ($4)) AS is_detector,
        ($5::text[] IS NULL OR aged.age = ANY ($5)) AS is_age,
        ($6::text[] IS NULL OR aged.assignee = ANY ($6)) AS is_assignee
    FROM (
        SELECT
            incident.state,
            CASE WHEN incident.blind AND incident.state = 'open' THEN 'OTH' ELSE incident.category END AS category,
            incident.severity,
            CASE WHEN incident.blind THEN 'blind-review' ELSE incident.detector END AS detector,
            CASE
                WHEN incident.opened_at > $9::timestamptz - interval '1 day' THEN 'day'
                WHEN incident.opened_at > $9::timestamptz - interval '7 days' THEN 'week'
                WHEN incident.opened_at > $9::timestamptz - interval '28 days' THEN 'month'
                ELSE 'older'
            END AS age,
            coalesce(incident.assignee::text, 'nobody') AS assignee
        FROM incident
        WHERE incident.merged_into IS NULL
            AND ($7::text IS NULL OR incident.id IN (SELECT incident_member.incident FROM incident_member WHERE incident_member.account = $7))
            AND ($8::boolean IS NULL OR incident.opinion_wanted = $8)
            AND ($10::boolean IS NULL OR (incident.snoozed_until IS NOT NULL AND incident.snoozed_until > $11::timestamptz) = $10)
    ) AS aged
),

counted AS (
    SELECT 'state' AS facet, matched.state AS value, count(*)::int AS incidents
    FROM matched
    WHERE matched.is_category AND matched.is_severity AND matched.is_detector AND matched.is_age AND matched.is_assignee
    GROUP BY matched.state
    UNION ALL
    SELECT 'category' AS facet, matched.category AS value, count(*)::int AS incidents
    FROM matched
    WHERE matched.is_state AND matched.is_severity AND matched.is_detector AND matched.is_age AND matched.is_assignee
    GROUP BY matched.category
    UNION ALL
    SELECT 'severity' AS facet, matched.severity AS value, count(*)::int AS incidents
    FROM matched
    WHERE matched.is_state AND matched.is_category AND matched.is_detector AND matched.is_age AND matched.is_assignee
    GROUP BY matched.severity
    UNION ALL
    SELECT 'detector' AS facet, matched.detector AS value, count(*)::int AS incidents
    FROM matched
    WHERE matched.is_state AND matched.is_category AND matched.is_severity AND matched.is_age AND matched.is_assignee
    GROUP BY matched.detector
    UNION ALL
    SELECT 'age' AS facet, matched.age AS value, count(*)::int AS incidents
    FROM matched
    WHERE matched.is_state AND matched.is_category AND matched.is_severity AND matched.is_detector AND matched.is_assignee
    GROUP BY matched.age
    UNION ALL
    SELECT 'assignee' AS facet, matched.assignee AS value, count(*)::int AS incidents
    FROM matched
    WHERE matched.is_state AND matched.is_category AND matched.is_severity AND matched.is_detector AND matched.is_age
    GROUP BY matched.assignee
    UNION ALL
    SELECT 'total' AS facet, '' AS value, count(*)::int AS incidents
    FROM matched
    WHERE matched.is_state AND matched.is_category AND matched.is_severity AND matched.is_detector AND matched.is_age AND matched.is_assignee
)

SELECT counted.facet, counted.value, counted.incidents
FROM counted
ORDER BY counted.facet, counted.incidents DESC, counted.value
