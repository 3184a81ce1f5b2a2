-- Which model family did each unit of a release call most, and from which world region?
--
-- grain   one row per family and region, with the units it holds for; units without a call are in none
-- window  [from, until) in UTC by the time of the call; the accounts of the release alone. Of equals the code that comes
--         first
-- cost    one read of the window's calls, joined with the release's accounts in memory
SELECT
    by_family.1[indexOf(by_family.2, arrayMax(by_family.2))] AS model,
    by_region.1[indexOf(by_region.2, arrayMax(by_region.2))] AS region,
    groupArray(unit) AS units
FROM
(
    -- Sums come in the order of their codes.
    SELECT unit, sumMap([family], [calls]) AS by_family, sumMap([placed], [calls]) AS by_region
    FROM
    (
        SELECT
            unit,
            arrayFirst(one -> startsWith(lowerUTF8(model), one), {models:Array(String)}) AS named,
            if(named = '', {other:String}, named) AS family,
            transform(upper(toString(country)), {countries:Array(String)}, {regions:Array(String)}, 'UNK') AS placed,
            calls
        FROM
        (
            SELECT owned.unit AS unit, called.model AS model, called.country AS country, count() AS calls
            FROM {database:Identifier}.usage AS called
            GLOBAL SEMI LEFT JOIN
            (
                SELECT account, unit FROM release_account WHERE release = {release:String}
            ) AS owned ON owned.account = called.account
            WHERE called.at >= {from:DateTime('UTC')} AND called.at < {until:DateTime('UTC')}
            GROUP BY unit, model, country
        )
    )
    GROUP BY unit
)
GROUP BY model, region
ORDER BY model, region
