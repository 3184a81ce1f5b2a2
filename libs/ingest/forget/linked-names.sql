-- Which other names do these subjects bear, since pseudonyms were rotated?
--
-- grain   one row per pair of names of an account or key
-- window  rotations whose overlap lasts at {now}; one that is over links nobody
-- cost    one pass over the links
SELECT DISTINCT previous, current
FROM pseudonym_link
WHERE linkable_until > {now:DateTime64(3, 'UTC')}
    AND (previous IN {names:Array(String)} OR current IN {names:Array(String)})
ORDER BY previous, current
