-- Which parties of a detector have been grouped, and are due no more?
--
-- grain   one row, telling how many
-- window  those named, $2
-- cost    one look into the index for each
WITH gone AS (
    DELETE FROM regroup
    WHERE detector = $1 AND party = ANY ($2::text[])
    RETURNING 1
)
SELECT count(*)::int AS parties
FROM gone
