-- Which migrations has the warehouse seen?
--
-- grain   one row per migration
-- window  all time
-- cost    a table of some dozen rows
SELECT DISTINCT
    name
FROM
    migration
ORDER BY
    name
