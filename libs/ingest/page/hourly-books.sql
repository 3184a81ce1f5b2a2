-- What became of the lines received in each hour, and do the tables they went to say the same?
--
-- Received is the sum of the book's own outcomes, so it proves nothing by itself. Independent of it are the rows that
-- other views have written for the same segments: as many records as were stored, as many refusals as were quarantined.
-- Duplicates and dropped lines leave no row to count.
--
-- grain   one row per source and hour of receipt; lines that name no source to be believed stand under an empty one
-- window  [from, until) of receipt, full hours
-- cost    one read of the book, and of the segments of records and refusals received in the window
WITH odd AS
(
    SELECT segment
    FROM
    (
        SELECT segment, outcome, toInt64(sum(lines)) AS n
        FROM book
        WHERE (received_hour >= {from:DateTime('UTC')}) AND (received_hour < {until:DateTime('UTC')}) AND (outcome IN ('stored', 'quarantined'))
        GROUP BY segment, outcome
        UNION ALL
        SELECT segment, 'stored', -toInt64(count())
        FROM record
        WHERE (received_at >= {from:DateTime('UTC')}) AND (received_at < {until:DateTime('UTC')})
        GROUP BY segment
        UNION ALL
        SELECT segment, 'quarantined', -toInt64(count())
        FROM quarantine
        WHERE (received_at >= {from:DateTime('UTC')}) AND (received_at < {until:DateTime('UTC')})
        GROUP BY segment
    )
    GROUP BY segment, outcome
    HAVING sum(n) != 0
)
SELECT
    formatDateTime(received_hour, '%Y-%m-%dT%H:00:00.000Z') AS hour,
    source,
    toUInt32(sum(lines)) AS received,
    toUInt32(sumIf(lines, outcome = 'stored')) AS stored,
    toUInt32(sumIf(lines, (outcome = 'duplicate') AND (reason != 'conflict'))) AS duplicate,
    toUInt32(sumIf(lines, (outcome = 'duplicate') AND (reason = 'conflict'))) AS conflict,
    toUInt32(sumIf(lines, outcome = 'quarantined')) AS quarantined,
    toUInt32(sumIf(lines, outcome = 'dropped')) AS dropped,
    countIf(segment IN (SELECT segment FROM odd)) = 0 AS balanced
FROM book
WHERE (received_hour >= {from:DateTime('UTC')}) AND (received_hour < {until:DateTime('UTC')})
    AND (empty({sources:Array(String)}) OR (source IN {sources:Array(String)}))
GROUP BY received_hour, source
ORDER BY received_hour, source
LIMIT {most:UInt32}
