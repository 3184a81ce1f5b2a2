-- Removes the rows of one table that belong to records of a key without naming it.
--
-- cost  rewrites the parts that hold such rows, and waits until it is done
ALTER TABLE {database:Identifier}.{table:Identifier} {{on_cluster}}
    DELETE WHERE record IN (SELECT record FROM {main:Identifier}.usage WHERE key IN {names:Array(String)})
    SETTINGS mutations_sync = 2, allow_nondeterministic_mutations = 1
