-- Every row of a table as it lies there: nothing is merged on the way.
--
-- grain   one row per row of the table
-- window  everything
-- cost    reads the whole table
SELECT * FROM {database:Identifier}.{table:Identifier}
