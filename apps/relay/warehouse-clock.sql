-- What time is it in the warehouse?
--
-- grain   one row
-- window  now
-- cost    none
SELECT toString(now64(3, 'UTC')) AS now
