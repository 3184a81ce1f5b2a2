-- How many bytes does each table take on disk, and how many of them the word samples?
--
-- grain   one row per table of both databases, largest first
-- window  live parts
-- cost    reads no table
SELECT
    table,
    toFloat64(sum(bytes_on_disk)) AS bytes,
    toFloat64(any(word_bytes)) AS word_bytes
FROM system.parts AS parts
LEFT JOIN
(
    SELECT table, sum(column_bytes_on_disk) AS word_bytes
    FROM system.parts_columns
    WHERE active AND (database = {database:String}) AND (column = 'words')
    GROUP BY table
) AS words ON (words.table = parts.table)
WHERE active AND (database IN ({database:String}, concat({database:String}, '_private')))
GROUP BY table
ORDER BY bytes DESC
