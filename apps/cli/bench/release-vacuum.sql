-- Does to the tables that a release reads what autovacuum does within a minute after they have grown.
--
-- grain   no row
-- window  all of them
-- cost    one pass over each table and its indexes
VACUUM (ANALYZE) incident, incident_member, disposition
