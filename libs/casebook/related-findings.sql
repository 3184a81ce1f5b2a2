-- Which findings of a detector that open incidents name any of these parties, beside those known already ($3)?
--
-- grain   one row per finding
-- window  all runs of the detector, every version, scheduled or in retrospect, but findings that are withheld
-- cost    the index over parties, then the run of each finding
SELECT
    finding.id,
    run.version,
    run.window_from,
    run.window_until,
    finding.subject_kind,
    finding.subject,
    finding.score,
    finding.point,
    finding.category,
    finding.because,
    finding.members,
    finding.parties
FROM finding
INNER JOIN run ON run.id = finding.run
WHERE run.detector = $1 AND run.mode IN ('scheduled', 'retro') AND run.state = 'done' AND finding.withheld IS NULL AND finding.parties && $2::text[] AND finding.id <> ALL ($3::text[])
ORDER BY finding.id
