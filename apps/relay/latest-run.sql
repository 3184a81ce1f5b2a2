-- When did the latest run finish that the warehouse has been told of?
--
-- grain   one row; 1970 when there is none
-- window  all runs that are kept
-- cost    one column of detector_run
SELECT toString(max(finished_at)) AS finished_at
FROM detector_run
