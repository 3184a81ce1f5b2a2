-- How many records does each account have?
--
-- grain   one row per account
-- window  everything stored
-- cost    one pass over account
SELECT account, toUInt32(count()) AS records
FROM usage
GROUP BY account
ORDER BY account
