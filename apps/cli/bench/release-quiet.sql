-- Plants without telling dashboards of every incident, without looking up what was planted just before, and without keeping
-- indexes in order that are built at once afterwards.
--
-- grain   no row
-- window  the tables that are planted, in a casebook that is thrown away
-- cost    none
DO $$
DECLARE
    one record;
BEGIN
    ALTER TABLE incident DISABLE TRIGGER ALL;
    ALTER TABLE incident_member DISABLE TRIGGER ALL;
    ALTER TABLE disposition DISABLE TRIGGER ALL;
    CREATE TABLE planted_index (definition text);
    FOR one IN
        SELECT indexrelid::regclass AS name, pg_get_indexdef(indexrelid) AS definition
        FROM pg_index
        WHERE indrelid IN ('incident'::regclass, 'incident_member'::regclass, 'disposition'::regclass) AND NOT indisunique
    LOOP
        INSERT INTO planted_index VALUES (one.definition);
        EXECUTE format('DROP INDEX %s', one.name);
    END LOOP;
END
$$
