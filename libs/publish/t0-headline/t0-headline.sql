-- How many units were confirmed, acted against and referred to an authority?
--
-- grain   one row per headline of the frozen key space
-- window  the one release named; its snapshot holds one quarter of decisions
-- cost    one pass over the release's snapshot rows
WITH kept AS
(
    SELECT unit, arrayJoin(arrayFilter(one -> one != '', ['CNF', if(max(action_rank) > 1, 'ACT', ''), if(max(referred) > 0, 'REF', '')])) AS headline
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
FROM (SELECT arrayJoin({headlines:Array(String)}) AS dim2) AS key_space
LEFT JOIN
(
    SELECT headline AS dim2, uniqExact(unit) AS units, count() AS kept_rows
    FROM kept
    GROUP BY headline
) AS counted USING (dim2)
ORDER BY dim2
