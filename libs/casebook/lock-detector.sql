-- Is it our turn to write what a detector found?
--
-- grain   one row
-- window  until the transaction ends
-- cost    waits for whoever writes findings or incidents of the same detector
SELECT 1 AS locked
FROM pg_advisory_xact_lock(hashtextextended($1, 2))
