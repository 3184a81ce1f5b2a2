-- Which calls of an account are shown to somebody who reviews it blind?
--
-- grain   one row per record, drawn by a seed
-- window  [from, until) of the call's start, UTC
-- cost    the records of the account in that time
SELECT lower(hex(record)) AS record_name
FROM usage
WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND account = {account:String}
ORDER BY SHA256(concat({seed:String}, record))
LIMIT {most:UInt32}
