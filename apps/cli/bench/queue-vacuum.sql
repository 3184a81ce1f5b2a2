-- Does to incidents what autovacuum does within a minute after they have grown.
--
-- grain   no row
-- window  all of them
-- cost    one pass over the table and each index
VACUUM (ANALYZE) incident
