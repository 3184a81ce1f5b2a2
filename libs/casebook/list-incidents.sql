-- Which incidents match, in which order?
--
-- grain   one row per incident; a parameter that is null asks for any
-- window  those after the cursor ($14 urgency, $15 instant, $16 id), by the order $13: urgent, latest or oldest
-- cost    the index of the order until enough match; with accounts, the index over members. Statements are planned with
--         their values, so that the choice of the order is gone before an index is chosen
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
LEFT JOIN claim ON claim.incident = incident.id AND claim.until > $11::timestamptz
LEFT JOIN person AS claimant ON claimant.id = claim.person
WHERE (incident.merged_into IS NULL OR $12::boolean)
    AND ($1::text[] IS NULL OR incident.state = ANY ($1))
    AND ($2::text[] IS NULL OR CASE WHEN incident.blind AND incident.state = 'open' THEN 'OTH' ELSE incident.category END = ANY ($2))
    AND ($3::text[] IS NULL OR incident.severity = ANY ($3))
    AND ($4::text[] IS NULL OR CASE WHEN incident.blind THEN 'blind-review' ELSE incident.detector END = ANY ($4))
    AND ($5::int[] IS NULL OR width_bucket(incident.opened_at, $9::timestamptz[]) = ANY ($5))
    AND ($6::text[] IS NULL OR coalesce(incident.assignee::text, 'nobody') = ANY ($6))
    AND ($7::text[] IS NULL OR incident.id IN (SELECT incident_member.incident FROM incident_member WHERE incident_member.account = ANY ($7)))
    AND ($8::boolean IS NULL OR incident.opinion_wanted = $8)
    AND ($10::boolean IS NULL OR (incident.snoozed_until IS NOT NULL AND incident.snoozed_until > $11::timestamptz) = $10)
    AND (
        $16::text IS NULL
        OR CASE $13::text
            WHEN 'urgent' THEN (incident.urgency, incident.last_seen, incident.id) < ($14::smallint, $15::timestamptz, $16)
            WHEN 'latest' THEN (incident.last_seen, incident.id) < ($15::timestamptz, $16)
            ELSE (incident.opened_at, incident.id) > ($15::timestamptz, $16)
        END
    )
ORDER BY
    CASE WHEN $13 = 'urgent' THEN incident.urgency END DESC,
    CASE WHEN $13 <> 'oldest' THEN incident.last_seen END DESC,
    CASE WHEN $13 <> 'oldest' THEN incident.id END DESC,
    incident.opened_at,
    incident.id
LIMIT $17
