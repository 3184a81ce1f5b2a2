-- Which tables of the warehouse keep rows that nothing else could bring back?
--
-- grain   one row per table
-- window  both databases; without keys, which live in memory, and without what every start provides
-- cost    reads the catalogue only
SELECT
    database = {private:String} AS sealed,
    name,
    toString(ifNull(total_rows, 0)) AS rows
FROM system.tables
WHERE
    database IN ({main:String}, {private:String})
    AND endsWith(engine, 'MergeTree')
    AND name NOT IN ('migration', 'public_suffix')
ORDER BY sealed, name
