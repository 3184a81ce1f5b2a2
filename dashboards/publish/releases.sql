-- Where does each release stand, and what did it cost?
--
-- grain   one row per release, the latest 50
-- window  all releases, whatever range is on screen
-- cost    a few rows
SELECT
    release,
    period,
    version,
    state,
    demo,
    publish_at,
    published_at,
    rho
FROM (SELECT * FROM {{database}}.release_standing FINAL) AS standing
GLOBAL LEFT JOIN
(
    SELECT release, sum(rho) AS rho
    FROM {{database}}.privacy_debit FINAL
    GROUP BY release
) AS spent USING (release)
ORDER BY drafted_at DESC, release
LIMIT 50
