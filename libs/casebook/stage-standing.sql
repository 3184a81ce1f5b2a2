-- Which decisions about stages were ever made?
--
-- grain   one row per decision
-- window  all of them
-- cost    one pass over a short table
SELECT detector, ordinal, version, change, stage, decided_at
FROM detector_stage
ORDER BY detector, ordinal
