-- How many confirmed incidents does each unit have?
--
-- grain   one row per value of the frozen key space, empty ones included
-- window  the one release named; its snapshot holds one quarter
-- cost    one pass over the release's snapshot rows
WITH kept AS
(
    SELECT unit, multiIf(incidents > 100, 'B101', incidents > 20, 'B021', incidents > 5, 'B006', incidents > 1, 'B002', 'B001') AS value
    FROM
    (
        SELECT unit, uniqExact(incident) AS incidents
        FROM release_snapshot
        WHERE release = {release:String} AND kind = 'incident'
        GROUP BY unit
    )
)
SELECT
    'ALL' AS category,
    dim2,
    toUInt32(units) AS value,
    toUInt32(kept_rows - units) AS repeats,
    toUInt32((SELECT max(touched) FROM (SELECT count() AS touched FROM kept GROUP BY unit))) AS most_touched
FROM (SELECT arrayJoin({bands:Array(String)}) AS dim2) AS key_space
LEFT JOIN
(
    SELECT value AS dim2, uniqExact(unit) AS units, count() AS kept_rows
    FROM kept
    GROUP BY value
) AS counted USING (dim2)
ORDER BY dim2
