-- Which of the detectors' incidents are reviewed blind beside the audit sample?
--
-- grain   one row per incident that is made blind now
-- window  opened about one account of its own, seen within [$1, $2], medium, and touched by nobody yet; those of accounts
--         that were drawn ($3) first, or they would tell beside the item
-- cost    the open incidents
UPDATE incident
SET blind = true
WHERE incident.id IN (
    SELECT candidate.id
    FROM incident AS candidate
    WHERE candidate.state = 'open'
        AND candidate.origin = 'findings'
        AND candidate.merged_into IS NULL
        AND NOT candidate.worked
        AND candidate.subject_kind = 'account'
        AND candidate.accounts <= 1
        AND candidate.severity = 'medium'
        AND candidate.first_seen >= $1
        AND candidate.last_seen <= $2
    ORDER BY candidate.subject = ANY ($3::text[]) DESC, sha256(convert_to($4 || candidate.id, 'UTF8'))
    LIMIT $5
)
RETURNING incident.id
