-- What was the sealed original of a pseudonym?
--
-- grain   one row, or none
-- window  all names known
-- cost    one look-up by the table's own order
SELECT
    pseudonym,
    lower(hex(any(sealed))) AS sealed_original
FROM identity
WHERE (kind = {kind:String}) AND (pseudonym = {pseudonym:String})
GROUP BY pseudonym
