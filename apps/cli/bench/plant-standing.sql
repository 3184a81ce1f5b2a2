-- Which cases stand against so many accounts?
--
-- grain   one row per account that got one now
-- cost    as many rows are written
INSERT INTO safety_case (id, source, ordinal, account, action, category, created_at)
SELECT
    'case_' || md5(planted.account),
    'bench',
    1,
    planted.account,
    CASE WHEN planted.place % 2 = 0 THEN 'ban' ELSE 'warning' END,
    'SPM',
    now()
FROM unnest($1::text[]) WITH ORDINALITY AS planted (account, place)
RETURNING account
