-- Which names of a kind may stand for an original of some length?
--
-- grain   one row per pseudonym, in order
-- window  every name known, after one of them
-- cost    one read of the names of the kind
SELECT
    pseudonym,
    lower(hex(any(sealed))) AS sealed_original
FROM identity
WHERE (kind = {kind:String}) AND (length(sealed) = {bytes:UInt32}) AND (pseudonym > {after:String})
GROUP BY pseudonym
ORDER BY pseudonym
LIMIT {most:UInt32}
