-- Invents confirmed incidents with their decisions and members: every fifth is a further one of the account before it, and
-- every third a campaign of three accounts.
--
-- grain   one row per incident from number $1 to $2, the same for the same number; in no order of their names, as they come in life
-- window  decided in the 91 days before $3
WITH invented AS (
    SELECT
        n,
        md5('incident ' || n) AS id,
        md5('account ' || n - CASE WHEN n % 5 = 4 THEN 1 ELSE 0 END) AS subject,
        $3::timestamptz - interval '91 days' * ((n * 7919 % 100003) / 100003.0) - interval '1 minute' AS decided_at,
        (ARRAY['spam-campaign', 'limit-hammering', 'account-pool', 'shared-key', 'usage-spike', 'refusal-retries', 'persona-farm'])[1 + n % 7] AS detector,
        (ARRAY['SPM', 'MOD', 'ACC', 'FRD', 'CYB', 'SEX', 'HAT', 'INF', 'OTH'])[1 + n % 9] AS category,
        (ARRAY['none', 'warning', 'limit', 'suspension', 'ban'])[1 + n / 7 % 5] AS action
    FROM generate_series($1::bigint, $2::bigint) AS number (n)
),
opened AS (
    INSERT INTO incident (id, detector, version, category, severity, state, subject_kind, subject, opened_at, first_seen, last_seen, score, point, because, accounts, dispositions, decided_at)
    SELECT
        id,
        detector,
        1,
        category,
        'medium',
        'confirmed',
        'account',
        subject,
        decided_at - interval '1 day',
        decided_at - interval '2 days' - interval '3 hours' * (n % 200),
        decided_at - interval '1 day',
        2,
        'act',
        'sent texts that are alike to those of others',
        CASE WHEN n % 3 = 0 THEN 3 ELSE 1 END,
        1,
        decided_at
    FROM invented
),
joined AS (
    INSERT INTO incident_member (incident, account, tie, records)
    SELECT invented.id, md5('account ' || invented.n || ' sister ' || sister.n), '', 1
    FROM invented, generate_series(1, 2) AS sister (n)
    WHERE invented.n % 3 = 0
)
INSERT INTO disposition (incident, ordinal, verdict, category, action, decided_by, decided_at, reason)
SELECT id, 1, 'confirmed', category, action, 'bench', decided_at, 'bench' FROM invented
