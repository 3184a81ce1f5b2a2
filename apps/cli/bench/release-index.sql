-- Builds the indexes that planting went without.
--
-- grain   no row
-- window  the tables that were planted
-- cost    one pass over a table and a sort for each index
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN DELETE FROM planted_index RETURNING definition LOOP
        EXECUTE one.definition;
    END LOOP;
END
$$
