-- How many rows of one table name a subject?
--
-- grain   one row
-- window  everything kept
-- cost    one read of the columns named
SELECT toUInt32(count()) AS rows
FROM {database:Identifier}.{table:Identifier}
WHERE ({column:Identifier} IN {names:Array(String)}) AND ({kind_column:Identifier} IN {kinds:Array(String)})
