-- How many bytes does each table take on disk, and its word samples apart?
--
-- grain   one row per database and table
-- window  live parts
-- cost    reads no table
SELECT
    database,
    table,
    toUInt32(max(rows)) AS rows,
    toFloat64(sum(bytes)) AS bytes,
    toFloat64(sum(word_bytes)) AS word_bytes
FROM
(
    SELECT
        database,
        table,
        sum(if(column = 'words', column_bytes_on_disk, 0)) AS word_bytes,
        sum(column_bytes_on_disk) AS bytes,
        sum(rows) / uniqExact(column) AS rows
    FROM system.parts_columns
    WHERE active AND (database IN ({database:String}, concat({database:String}, '_private')))
    GROUP BY database, table
)
GROUP BY database, table
ORDER BY bytes DESC
