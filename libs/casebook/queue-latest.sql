-- Which incidents were seen last?
--
-- grain   one row per incident; a parameter that is null asks for any
-- window  those seen before the cursor ($13 last seen, $14 id)
-- cost    the index of this order until enough match; with an account, the index over members
SELECT
    incident.id,
    incident.detector,
    incident.version,
    incident.category,
    incident.severity,
    incident.state,
    incident.subject_kind AS "subjectKind",
    incident.subject,
    incident.opened_at AS "openedAt",
    incident.first_seen AS "firstSeen",
    incident.last_seen AS "lastSeen",
    incident.score,
    incident.point,
    incident.because,
    incident.accounts,
    incident.dispositions,
    incident.decided_at AS "decidedAt",
    incident.blind,
    incident.priority,
    incident.urgency,
    incident.snoozed_until AS "snoozedUntil",
    incident.opinion_wanted AS "opinionWanted",
    incident.notes,
    assignee.id AS "assigneeId",
    assignee.login AS "assigneeLogin",
    assignee.name AS "assigneeName",
    claim.since AS "claimSince",
    claim.until AS "claimUntil",
    claimant.id AS "claimantId",
    claimant.login AS "claimantLogin",
    claimant.name AS "claimantName"
FROM incident
LEFT JOIN person AS assignee ON assignee.id = incident.assignee
LEFT JOIN claim ON claim.incident = incident.id AND claim.until > $11
LEFT JOIN person AS claimant ON claimant.id = claim.person
WHERE incident.merged_into IS NULL
    AND ($1::text[] IS NULL OR incident.state = ANY ($1))
    AND ($2::text[] IS NULL OR CASE WHEN incident.blind AND incident.state = 'open' THEN 'OTH' ELSE incident.category END = ANY ($2))
    AND ($3::text[] IS NULL OR incident.severity = ANY ($3))
    AND ($4::text[] IS NULL OR CASE WHEN incident.blind THEN 'blind-review' ELSE incident.detector END = ANY ($4))
    AND (
        $5::text[] IS NULL
        OR CASE
                WHEN incident.opened_at > $9::timestamptz - interval '1 day' THEN 'day'
                WHEN incident.opened_at > $9::timestamptz - interval '7 days' THEN 'week'
                WHEN incident.opened_at > $9::timestamptz - interval '28 days' THEN 'month'
                ELSE 'older'
            END = ANY ($5)
    )
    AND ($6::text[] IS NULL OR coalesce(incident.assignee::text, 'nobody') = ANY ($6))
    AND ($7::text IS NULL OR incident.id IN (SELECT incident_member.incident FROM incident_member WHERE incident_member.account = $7))
    AND ($8::boolean IS NULL OR incident.opinion_wanted = $8)
    AND ($10::boolean IS NULL OR (incident.snoozed_until IS NOT NULL AND incident.snoozed_until > $11::timestamptz) = $10)
    AND ($12::smallint IS NULL OR (incident.last_seen, incident.id) < ($13::timestamptz, $14::text))
ORDER BY incident.last_seen DESC, incident.id DESC
LIMIT $15
