-- To which autonomous system does each of these networks belong?
--
-- grain   one row per network whose system any of its records tells; of several the latest
-- window  [from, until) of the call's start, UTC
-- cost    the records of the window, two columns of them
SELECT
    network,
    argMax(asn, (at, record)) AS asn
FROM usage
WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
    AND network IN {networks:Array(String)}
    AND usage.asn != 0
GROUP BY network
ORDER BY network
