-- Ten thousand invented incidents of thirty days, nine of ten decided.
--
-- grain   two facts per incident: opened, and disposed four hours later
-- window  thirty days from {from}
-- cost    one insert
INSERT INTO {database:Identifier}.incident_fact
    (day, sequence, fact, at, incident, detector, version, category, severity, point, origin, accounts, merged, first_seen, last_seen, verdict, policy_version, action)
SELECT
    toDate(moment) AS day,
    number AS sequence,
    if(decides, 'disposed', 'opened') AS fact,
    moment AS at,
    lower(hex(MD5(toString(intDiv(number, 2))))) AS incident,
    ['spam-campaign', 'account-pool', 'limit-riding', 'shared-key'][intDiv(number, 2) % 4 + 1] AS detector,
    1 AS version,
    ['SPM', 'ACC', 'FRD'][intDiv(number, 2) % 3 + 1] AS category,
    ['low', 'medium', 'high'][intDiv(number, 2) % 3 + 1] AS severity,
    'act' AS point,
    if(decides, '', 'findings') AS origin,
    intDiv(number, 2) % 7 AS accounts,
    false AS merged,
    moment - INTERVAL 5 HOUR AS first_seen,
    moment AS last_seen,
    if(decides, if(intDiv(number, 2) % 5 = 0, 'dismissed', 'confirmed'), '') AS verdict,
    '1.0' AS policy_version,
    if(decides AND (intDiv(number, 2) % 5 != 0), 'ban', 'none') AS action
FROM
(
    SELECT
        number,
        number % 2 = 1 AS decides,
        {from:DateTime64(3, 'UTC')} + toIntervalSecond(intDiv(number, 2) * 259) + toIntervalHour(if(number % 2 = 1, 4, 0)) AS moment
    FROM numbers(20000)
)
WHERE NOT decides OR (intDiv(number, 2) % 10 != 0)
