-- How many accounts call from each of some networks?
--
-- grain   one row per network
-- window  [from, until) of the call's start, UTC
-- cost    one pass over account and network in the window
SELECT
    network,
    toUInt32(uniqExact(account)) AS accounts
FROM usage
WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
    AND network IN {networks:Array(String)}
GROUP BY network
ORDER BY network
