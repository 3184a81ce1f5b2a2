-- How many rows of one table name a key that nobody but one account has used?
--
-- grain   one row
-- window  everything kept
-- cost    one read of the columns named
SELECT toUInt32(count()) AS rows
FROM {database:Identifier}.{table:Identifier}
WHERE (kind = 'key') AND ({column:Identifier} IN (
    SELECT key FROM {main:Identifier}.usage_hourly WHERE key != '' GROUP BY key HAVING min(account IN {names:Array(String)})
))
