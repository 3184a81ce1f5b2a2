-- Removes the rows of one table that name a key that nobody but one account has used.
--
-- cost  rewrites the parts that hold such rows, and waits until it is done
ALTER TABLE {database:Identifier}.{table:Identifier} {{on_cluster}}
    DELETE WHERE (kind = 'key') AND ({column:Identifier} IN (
    SELECT key FROM {main:Identifier}.usage_hourly WHERE key != '' GROUP BY key HAVING min(account IN {names:Array(String)})
))
    SETTINGS mutations_sync = 2, allow_nondeterministic_mutations = 1
