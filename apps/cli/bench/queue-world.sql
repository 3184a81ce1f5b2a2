-- Invents incidents of a year, of every category, severity and age; the older ones are settled.
--
-- grain   one row per incident from number $1 to $2, the same for the same number
-- window  opened in the 365 days before $3
INSERT INTO incident (id, detector, version, category, severity, state, subject_kind, subject, opened_at, first_seen, last_seen, score, point, because, accounts, dispositions, decided_at, priority)
SELECT
    md5('incident ' || invented.n),
    (ARRAY['spam-campaign', 'limit-hammering', 'account-pool', 'shared-key', 'usage-spike', 'refusal-retries', 'persona-farm', 'template-abuse'])[1 + invented.n % 8],
    1,
    (ARRAY['SPM', 'MOD', 'ACC', 'FRD', 'CYB', 'SEX', 'HAT', 'INF', 'OTH'])[1 + invented.n % 9],
    (ARRAY['low', 'low', 'medium', 'medium', 'medium', 'high', 'high', 'critical'])[1 + (invented.n * 7 + invented.n / 11) % 8],
    invented.state,
    'account',
    md5('account ' || invented.n),
    invented.opened_at,
    invented.opened_at - interval '1 day',
    invented.opened_at + interval '6 hours',
    1 + invented.n % 50 / 10.0,
    CASE WHEN invented.n % 4 = 0 THEN 'act' ELSE 'report' END,
    'sent ' || 20 + invented.n % 900 || ' texts that are alike to those of ' || 2 + invented.n % 60 || ' other accounts within a week',
    1 + invented.n % 60,
    CASE WHEN invented.state = 'open' THEN 0 ELSE 1 END,
    CASE WHEN invented.state = 'open' THEN NULL ELSE invented.opened_at + interval '2 days' END,
    CASE WHEN invented.n % 50 = 0 THEN 2 WHEN invented.n % 500 = 1 THEN 3 ELSE 1 END
FROM (
    SELECT
        placed.n,
        $3::timestamptz - interval '365 days' * placed.ago AS opened_at,
        CASE
            WHEN placed.ago < 0.15 AND placed.n % 3 > 0 THEN 'open'
            WHEN placed.n % 37 = 0 THEN 'uncertain'
            WHEN placed.n % 3 = 0 THEN 'confirmed'
            ELSE 'dismissed'
        END AS state
    FROM (SELECT number AS n, (number * 7919 % 100003) / 100003.0 AS ago FROM generate_series($1::bigint, $2::bigint) AS number) AS placed
) AS invented
ON CONFLICT (id) DO NOTHING
