-- How many appeals wait for somebody to judge them?
--
-- grain   one row
-- window  now, whatever range is on screen
-- cost    the facts about appeals
SELECT greatest(0, toInt64(countIf(fact = 'appealed')) - toInt64(countIf(fact = 'judged'))) AS waiting
FROM {{database}}.incident_fact FINAL
WHERE fact IN ('appealed', 'judged')
