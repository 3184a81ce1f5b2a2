-- How many bytes does each table take on disk?
--
-- grain   one row per table of both databases, largest first
-- window  live parts
-- cost    reads no table
SELECT table, toFloat64(sum(bytes_on_disk)) AS bytes
FROM system.parts
WHERE active AND (database IN ({database:String}, concat({database:String}, '_private')))
GROUP BY table
ORDER BY bytes DESC
