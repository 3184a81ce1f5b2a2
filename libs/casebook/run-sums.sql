-- How far has each detector, version and mode come, and what did it cost?
--
-- grain   one row per detector, version and mode; a changed version is a line of its own
-- window  windows that end after $2 and no later than $3; any of them, and any detector ($1), when null
-- cost    one pass over the runs, and the withheld findings
SELECT
    run.detector,
    run.version,
    run.mode,
    count(*)::int AS windows,
    (count(*) FILTER (WHERE run.state = 'done'))::int AS done,
    (count(*) FILTER (WHERE run.state = 'failed'))::int AS failed,
    (count(*) FILTER (WHERE run.state = 'running'))::int AS running,
    (count(*) FILTER (WHERE run.state = 'cancelled'))::int AS cancelled,
    sum(greatest(run.attempt - 1, 0))::int AS retries,
    coalesce(sum(run.records) FILTER (WHERE run.state = 'done'), 0)::float8 AS records,
    coalesce(sum(run.findings) FILTER (WHERE run.state = 'done'), 0)::int AS findings,
    coalesce(sum(held.findings), 0)::int AS withheld,
    coalesce(
        sum(greatest(extract(epoch FROM run.finished_at - run.started_at), 0)) FILTER (WHERE run.state = 'done'),
        0
    )::float8 AS seconds,
    min(run.window_from) AS "from",
    max(run.window_until) AS "until",
    max(run.finished_at) AS "lastFinishedAt",
    (array_agg(run.error ORDER BY run.finished_at DESC) FILTER (WHERE run.error IS NOT NULL))[1] AS "lastError"
FROM run
LEFT JOIN (
    SELECT finding.run, count(*) AS findings
    FROM finding
    WHERE finding.withheld IS NOT NULL
    GROUP BY finding.run
) AS held ON held.run = run.id
WHERE ($1::text IS NULL OR run.detector = $1)
    AND ($2::timestamptz IS NULL OR run.window_until > $2)
    AND ($3::timestamptz IS NULL OR run.window_until <= $3)
GROUP BY run.detector, run.version, run.mode
ORDER BY run.detector, run.version DESC, run.mode
