-- Which records of the window belong to a planted campaign?
--
-- grain   one row per planted record
-- window  [from, until) of the call's start, UTC
-- cost    one pass over the window's labels
SELECT lower(hex(record)) AS record, labels['campaign'] AS campaign
FROM usage
WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND notEmpty(labels)
