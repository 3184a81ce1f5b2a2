-- Which foreign keys hold the casebook's tables together?
--
-- grain   one row per foreign key
-- window  the schema of the connection
-- cost    reads the catalogue only
SELECT
    c.relname AS "table",
    k.conname AS name,
    pg_get_constraintdef(k.oid) AS definition
FROM pg_constraint AS k
JOIN pg_class AS c ON c.oid = k.conrelid
WHERE k.contype = 'f' AND c.relnamespace = current_schema()::text::regnamespace
ORDER BY c.relname, k.conname
