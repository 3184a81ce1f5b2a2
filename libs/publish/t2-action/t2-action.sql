-- How many units were confirmed in each category, by the most severe action against them?
--
-- grain   one row per category and value of the frozen key space, empty ones included
-- window  the one release named; its snapshot holds one quarter of decisions
-- cost    one pass over the release's snapshot rows
WITH kept AS
(
    SELECT unit, category, value
    FROM
    (
        SELECT
            unit,
            category,
            min(severity_rank) AS gravest,
            min(tie) AS least_tie,
            ['NON', 'WRN', 'LIM', 'SUS', 'BAN'][max(action_rank)] AS value
        FROM release_snapshot
        WHERE release = {release:String} AND kind = 'incident'
        GROUP BY unit, category
    )
    ORDER BY unit, gravest, least_tie, category
    LIMIT 3 BY unit
)
SELECT
    category,
    dim2,
    toUInt32(units) AS value,
    toUInt32(kept_rows - units) AS repeats,
    toUInt32((SELECT max(touched) FROM (SELECT count() AS touched FROM kept GROUP BY unit))) AS most_touched
FROM
(
    SELECT category, arrayJoin({actions:Array(String)}) AS dim2
    FROM (SELECT arrayJoin({categories:Array(String)}) AS category)
) AS key_space
LEFT JOIN
(
    SELECT category, value AS dim2, uniqExact(unit) AS units, count() AS kept_rows
    FROM kept
    GROUP BY category, value
) AS counted USING (category, dim2)
ORDER BY category, dim2
