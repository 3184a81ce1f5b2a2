-- In which hours did each source send anything?
--
-- grain   one row per source; lines that name no source to be believed are left out
-- window  [from, until) of receipt
-- cost    the books of these days
SELECT
    source,
    arraySort(groupUniqArray(toUnixTimestamp(received_hour))) AS hours
FROM book
WHERE received_hour >= {from:DateTime('UTC')} AND received_hour < {until:DateTime('UTC')} AND source != ''
GROUP BY source
ORDER BY source
LIMIT 500
