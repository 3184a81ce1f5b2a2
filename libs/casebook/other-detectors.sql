-- What do other detectors say of the accounts of an incident?
--
-- grain   one row per detector and mode, whoever names the most accounts first
-- window  all runs that are done, in every mode but backtests
-- cost    the index over parties, then the run of each finding
WITH named AS (
    SELECT finding.id, run.detector, run.mode, run.window_until, finding.because, finding.parties, incident_finding.incident
    FROM finding
    INNER JOIN run ON run.id = finding.run
    LEFT JOIN incident_finding ON incident_finding.finding = finding.id
    WHERE finding.parties && $1::text[] AND run.detector <> $2 AND run.mode <> 'backtest' AND run.state = 'done'
),

latest AS (
    SELECT DISTINCT ON (named.detector, named.mode) named.detector, named.mode, named.because, named.window_until, named.incident
    FROM named
    ORDER BY named.detector, named.mode, named.window_until DESC, named.id
)

SELECT
    latest.detector,
    latest.mode,
    latest.because,
    latest.window_until AS "windowUntil",
    latest.incident,
    count(DISTINCT named.id)::int AS findings,
    count(DISTINCT party.name)::int AS accounts
FROM latest
INNER JOIN named ON named.detector = latest.detector AND named.mode = latest.mode
CROSS JOIN LATERAL unnest(named.parties) AS party (name)
WHERE party.name = ANY ($1::text[])
GROUP BY latest.detector, latest.mode, latest.because, latest.window_until, latest.incident
ORDER BY accounts DESC, latest.detector, latest.mode
