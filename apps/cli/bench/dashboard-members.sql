-- Accounts of the invented incidents that stand confirmed.
--
-- grain   three accounts per incident, of those that call
-- window  all incidents
-- cost    one insert
INSERT INTO {database:Identifier}.incident_account (day, incident, account)
SELECT toDate(opened_at), incident, account
FROM
(
    SELECT incident, opened_at, row_number() OVER (ORDER BY incident) % 1000 AS nth
    FROM {database:Identifier}.incident_now
    WHERE verdict = 'confirmed'
) AS confirmed
JOIN
(
    SELECT account, row_number() OVER (ORDER BY account) % 1000 AS nth
    FROM (SELECT DISTINCT account FROM {database:Identifier}.usage_hourly ORDER BY account LIMIT 3000)
) AS caller USING (nth)
