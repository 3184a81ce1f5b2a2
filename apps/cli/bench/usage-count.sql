-- How many records are stored?
--
-- grain   one row
-- window  everything
-- cost    reads no column
SELECT toUInt32(count()) AS records
FROM usage
