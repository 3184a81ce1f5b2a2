-- Which incidents stand confirmed, since which decision before an instant, what was done, and which accounts take part?
--
-- Pieces of the random sample are none: chance drew them, and a table of its own shows how they were judged.
--
-- grain   one row per confirmed incident; its instant is the first of its latest unbroken run of confirmations, so that a
--         changed category or action does not count it again in a later quarter
-- window  confirmed before $1; earlier quarters tell which accounts are one actor
-- cost    one pass over the confirmed incidents, their dispositions and members
WITH decided AS (
    SELECT
        disposition.incident,
        (array_agg(disposition.category ORDER BY disposition.ordinal DESC))[1] AS category,
        (array_agg(disposition.policy_version ORDER BY disposition.ordinal DESC))[1] AS policy_version,
        (array_agg(disposition.action ORDER BY disposition.ordinal DESC))[1] AS action,
        min(disposition.decided_at) AS decided_at,
        min(disposition.decided_at) FILTER (WHERE disposition.action <> 'none') AS acted_at
    FROM disposition
    LEFT JOIN (
        SELECT disposition.incident, max(disposition.ordinal) AS ordinal
        FROM disposition
        WHERE disposition.verdict <> 'confirmed'
        GROUP BY disposition.incident
    ) AS other ON other.incident = disposition.incident
    WHERE disposition.decided_at < $1 AND disposition.ordinal > coalesce(other.ordinal, 0)
    GROUP BY disposition.incident
),
member AS (
    -- Members of cases merged into another are members of that one.
    SELECT coalesce(part.merged_into, part.id) AS incident, array_agg(DISTINCT incident_member.account) AS accounts
    FROM incident_member
    JOIN incident AS part ON part.id = incident_member.incident
    WHERE part.state = 'confirmed' OR part.merged_into IS NOT NULL
    GROUP BY coalesce(part.merged_into, part.id)
)
SELECT
    incident.id AS incident,
    decided.category,
    decided.policy_version,
    decided.action,
    (1000 * extract(EPOCH FROM decided.decided_at))::double precision AS decided_at,
    (1000 * extract(EPOCH FROM decided.acted_at))::double precision AS acted_at,
    incident.detector,
    (1000 * extract(EPOCH FROM incident.first_seen))::double precision AS first_seen,
    EXISTS (
        SELECT 1 FROM referral WHERE referral.incident = incident.id AND referral.referred_at < $1
    ) AS is_referred,
    array_remove(
        coalesce(member.accounts, '{}') || CASE WHEN incident.subject_kind = 'account' THEN incident.subject END,
        NULL
    ) AS accounts
FROM incident
JOIN decided ON decided.incident = incident.id
LEFT JOIN member ON member.incident = incident.id
WHERE incident.state = 'confirmed' AND incident.origin <> 'sample' AND incident.merged_into IS NULL
ORDER BY incident.id
