-- Removes the rows of one table that name a subject.
--
-- cost  rewrites the parts that hold such rows, and waits until it is done
ALTER TABLE {database:Identifier}.{table:Identifier} {{on_cluster}}
    DELETE WHERE ({column:Identifier} IN {names:Array(String)}) AND ({kind_column:Identifier} IN {kinds:Array(String)})
    SETTINGS mutations_sync = 2, allow_nondeterministic_mutations = 1
