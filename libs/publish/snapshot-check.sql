-- What does the warehouse hold of a release's snapshot?
--
-- grain   one row
-- window  the one release named; its snapshot holds one quarter of decisions
-- cost    one pass over the release's snapshot rows
SELECT
    toUInt32(count()) AS rows,
    lower(hex(SHA256(arrayStringConcat(arrayMap(line -> concat(line, '\n'), arraySort(groupArray(line))))))) AS hash
FROM
(
    SELECT DISTINCT
        concat(
            kind, '|', unit, '|', category, '|', toString(severity_rank), '|', tie, '|', incident, '|', toString(decided_at), '|', toString(first_seen), '|',
            toString(action_rank), '|', toString(referred), '|', detector, '|', model, '|', region, '|', waited, '|', outcome, '|', toString(outcome_rank)
        ) AS line
    FROM release_snapshot
    WHERE release = {release:String}
)
