-- Which tables does the casebook have, with which columns?
--
-- grain   one row per column
-- window  the schema of the connection
-- cost    reads the catalogue only
SELECT
    table_name || '.' || column_name || ' ' || data_type AS place
FROM
    information_schema.columns
WHERE
    table_schema = current_schema()
ORDER BY
    place
