-- How did the random review of each unit end, by category?
--
-- grain   one row per category and value of the frozen key space, empty ones included
-- window  the one release named; its snapshot holds one quarter
-- cost    one pass over the release's snapshot rows
WITH kept AS
(
    SELECT unit, tupleElement(chosen, 1) AS category, tupleElement(chosen, 2) AS value
    FROM
    (
        SELECT unit, argMin((category, outcome), (tie, incident)) AS chosen
        FROM release_snapshot
        WHERE release = {release:String} AND kind = 'sample'
        GROUP BY unit
    )
)
SELECT
    category,
    dim2,
    toUInt32(units) AS value,
    toUInt32(kept_rows - units) AS repeats,
    toUInt32((SELECT max(touched) FROM (SELECT count() AS touched FROM kept GROUP BY unit))) AS most_touched
FROM
(
    SELECT category, arrayJoin({reviews:Array(String)}) AS dim2
    FROM (SELECT arrayJoin({categories:Array(String)}) AS category)
) AS key_space
LEFT JOIN
(
    SELECT category, value AS dim2, uniqExact(unit) AS units, count() AS kept_rows
    FROM kept
    GROUP BY category, value
) AS counted USING (category, dim2)
ORDER BY category, dim2
