-- How does the log call each stored record?
--
-- grain   one row per record
-- window  everything stored
-- cost    one pass over (record, id)
SELECT lower(hex(record)) AS record, id
FROM usage
ORDER BY record
