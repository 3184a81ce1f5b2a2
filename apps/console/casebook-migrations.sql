-- Which migrations has the casebook seen?
--
-- grain   one row per migration
-- window  all time
-- cost    a table of some dozen rows
SELECT
    name
FROM
    migration
ORDER BY
    name
