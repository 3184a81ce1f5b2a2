-- Which runs have finished, in what order, and how many accounts did each name?
--
-- grain   one row per run, by the time it finished and its id; at most 5,000
-- window  after the run that finished at $1 with the id $2
-- cost    one pass over the runs, and the findings of those that are told
WITH page AS (
    SELECT *
    FROM run
    WHERE finished_at IS NOT NULL AND (finished_at, id) > ($1::timestamptz, $2::text)
    ORDER BY finished_at, id
    LIMIT 5000
)
SELECT
    page.id,
    page.detector,
    page.version,
    page.mode,
    page.window_from,
    page.window_until,
    page.state,
    page.started_at,
    page.finished_at,
    coalesce(page.records, 0)::float8 AS records,
    coalesce(page.findings, 0) AS findings,
    (
        SELECT count(DISTINCT party)::int
        FROM finding
        CROSS JOIN LATERAL unnest(finding.parties) AS party
        WHERE finding.run = page.id
    ) AS accounts
FROM page
ORDER BY page.finished_at, page.id
