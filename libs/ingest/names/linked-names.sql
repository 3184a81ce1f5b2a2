-- Which names of a kind are linked to some others of it by a rotation of pseudonyms?
--
-- grain   one row per earlier name and the one that followed it
-- window  links whose overlap still lasts
-- cost    one read of the links of the kind
SELECT
    previous,
    current
FROM pseudonym_link
WHERE (kind = {kind:String}) AND ((previous IN {names:Array(String)}) OR (current IN {names:Array(String)})) AND (linkable_until > {now:DateTime64(3, 'UTC')})
GROUP BY previous, current
ORDER BY previous, current
