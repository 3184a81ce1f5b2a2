-- Which tables are there, with which columns?
--
-- grain   one row
-- window  the main database
-- cost    reads no table
SELECT arrayStringConcat(arraySort(groupArray(concat(table, '.', name, ' ', type))), '\n') AS schema
FROM system.columns
WHERE database = currentDatabase()
