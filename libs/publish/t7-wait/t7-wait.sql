-- How long did it take from the first sign of each unit to the first action?
--
-- grain   one row per value of the frozen key space, empty ones included
-- window  the one release named; its snapshot holds one quarter
-- cost    one pass over the release's snapshot rows
WITH kept AS
(
    SELECT unit, argMin(waited, (first_seen, incident)) AS value
    FROM release_snapshot
    WHERE release = {release:String} AND kind = 'incident'
    GROUP BY unit
)
SELECT
    'ALL' AS category,
    dim2,
    toUInt32(units) AS value,
    toUInt32(kept_rows - units) AS repeats,
    toUInt32((SELECT max(touched) FROM (SELECT count() AS touched FROM kept GROUP BY unit))) AS most_touched
FROM (SELECT arrayJoin({waits:Array(String)}) AS dim2) AS key_space
LEFT JOIN
(
    SELECT value AS dim2, uniqExact(unit) AS units, count() AS kept_rows
    FROM kept
    GROUP BY value
) AS counted USING (dim2)
ORDER BY dim2
