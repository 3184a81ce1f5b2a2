-- Which tables does the casebook keep, with which columns, and how far has each counted?
--
-- grain   one row per table
-- window  the schema of the connection, but for the list of migrations
-- cost    reads the catalogue only
SELECT
    c.relname AS name,
    array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns,
    min(pg_get_serial_sequence(quote_ident(c.relname), a.attname::text)) AS sequence,
    max(pg_sequence_last_value(pg_get_serial_sequence(quote_ident(c.relname), a.attname::text)::regclass))::text AS counted
FROM pg_class AS c
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = current_schema()::text::regnamespace AND c.relkind = 'r' AND c.relname <> 'migration'
GROUP BY c.relname
ORDER BY c.relname
