-- Which tables name accounts and keys, and in which columns?
--
-- grain   one row per table that keeps rows, whatever migration made it
-- window  both databases as they are now
-- cost    reads the engine's own lists alone
SELECT
    database,
    table,
    groupArray(name) AS columns
FROM system.columns
WHERE database IN ({database:String}, {private:String})
    AND (database, table) IN (SELECT database, name FROM system.tables WHERE engine LIKE '%MergeTree')
GROUP BY database, table
ORDER BY database, table
