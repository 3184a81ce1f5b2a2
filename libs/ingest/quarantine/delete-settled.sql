-- Removes the sealed text of lines that are settled.
--
-- cost  rewrites the parts that hold such lines, and waits until it is done
ALTER TABLE {private:Identifier}.quarantined_line {{on_cluster}}
    DELETE WHERE (segment, line_number) IN (SELECT segment, line_number FROM {database:Identifier}.settled_line)
    SETTINGS mutations_sync = 2, allow_nondeterministic_mutations = 1
