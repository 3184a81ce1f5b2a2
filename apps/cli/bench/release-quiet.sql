-- Plants without telling dashboards of every incident, and without looking up what was planted just before.
--
-- grain   no row
-- window  the tables that are planted, in a casebook that is thrown away
-- cost    none
DO $$
BEGIN
    ALTER TABLE incident DISABLE TRIGGER ALL;
    ALTER TABLE incident_member DISABLE TRIGGER ALL;
    ALTER TABLE disposition DISABLE TRIGGER ALL;
END
$$
