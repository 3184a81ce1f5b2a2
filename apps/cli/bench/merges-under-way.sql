-- How many merges are under way?
--
-- grain   one row
-- window  now
-- cost    reads no table
SELECT toUInt32(count()) AS merges
FROM system.merges
