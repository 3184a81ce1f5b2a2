-- How many incidents would each value of each facet leave?
--
-- grain   one row per facet and value, under all filters but that facet's own; facet `total` under all of them
-- window  a parameter that is null asks for any
-- cost    one pass over the index incident_facets to cells of equal incidents, then a pass over those per facet
WITH matched AS MATERIALIZED (
    SELECT
        cell.*,
        ($1::text[] IS NULL OR cell.state = ANY ($1)) AS is_state,
        ($2::text[] IS NULL OR cell.category = ANY ($2)) AS is_category,
        ($3::text[] IS NULL OR cell.severity = ANY ($3)) AS is_severity,
        ($4::text[] IS NULL OR cell.detector = ANY ($4)) AS is_detector,
        ($5::int[] IS NULL OR cell.age = ANY ($5)) AS is_age,
        ($6::text[] IS NULL OR cell.assignee = ANY ($6)) AS is_assignee
    FROM (
        SELECT
            incident.state,
            CASE WHEN incident.blind AND incident.state = 'open' THEN 'OTH' ELSE incident.category END AS category,
            incident.severity,
            CASE WHEN incident.blind THEN 'blind-review' ELSE incident.detector END AS detector,
            width_bucket(incident.opened_at, $9::timestamptz[]) AS age,
            coalesce(incident.assignee::text, 'nobody') AS assignee,
            count(*)::int AS incidents
        FROM incident
        WHERE incident.merged_into IS NULL
            AND ($7::text[] IS NULL OR incident.id IN (SELECT incident_member.incident FROM incident_member WHERE incident_member.account = ANY ($7)))
            AND ($8::boolean IS NULL OR incident.opinion_wanted = $8)
            AND ($10::boolean IS NULL OR (incident.snoozed_until IS NOT NULL AND incident.snoozed_until > $11::timestamptz) = $10)
        GROUP BY incident.state, incident.blind, incident.category, incident.severity, incident.detector, age, incident.assignee
    ) AS cell
),

counted AS (
    SELECT 'state' AS facet, matched.state AS value, sum(matched.incidents)::int AS incidents
    FROM matched
    WHERE matched.is_category AND matched.is_severity AND matched.is_detector AND matched.is_age AND matched.is_assignee
    GROUP BY matched.state
    UNION ALL
    SELECT 'category' AS facet, matched.category AS value, sum(matched.incidents)::int AS incidents
    FROM matched
    WHERE matched.is_state AND matched.is_severity AND matched.is_detector AND matched.is_age AND matched.is_assignee
    GROUP BY matched.category
    UNION ALL
    SELECT 'severity' AS facet, matched.severity AS value, sum(matched.incidents)::int AS incidents
    FROM matched
    WHERE matched.is_state AND matched.is_category AND matched.is_detector AND matched.is_age AND matched.is_assignee
    GROUP BY matched.severity
    UNION ALL
    SELECT 'detector' AS facet, matched.detector AS value, sum(matched.incidents)::int AS incidents
    FROM matched
    WHERE matched.is_state AND matched.is_category AND matched.is_severity AND matched.is_age AND matched.is_assignee
    GROUP BY matched.detector
    UNION ALL
    SELECT 'age' AS facet, matched.age::text AS value, sum(matched.incidents)::int AS incidents
    FROM matched
    WHERE matched.is_state AND matched.is_category AND matched.is_severity AND matched.is_detector AND matched.is_assignee
    GROUP BY matched.age
    UNION ALL
    SELECT 'assignee' AS facet, matched.assignee AS value, sum(matched.incidents)::int AS incidents
    FROM matched
    WHERE matched.is_state AND matched.is_category AND matched.is_severity AND matched.is_detector AND matched.is_age
    GROUP BY matched.assignee
    UNION ALL
    SELECT 'total' AS facet, '' AS value, coalesce(sum(matched.incidents), 0)::int AS incidents
    FROM matched
    WHERE matched.is_state AND matched.is_category AND matched.is_severity AND matched.is_detector AND matched.is_age AND matched.is_assignee
)

SELECT counted.facet, counted.value, counted.incidents
FROM counted
ORDER BY counted.facet, counted.incidents DESC, counted.value
