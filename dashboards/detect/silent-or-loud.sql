-- Which detectors name far fewer or far more accounts than they used to?
--
-- grain   one row per detector
-- window  what was told last before the end of the range
-- cost    a few rows per detector and day
SELECT
    detector,
    tupleElement(latest, 1) AS last_week,
    arrayStringConcat(arrayMap(week -> ifNull(toString(week), '–'), tupleElement(latest, 2)), ', ') AS weeks_before,
    if(tupleElement(latest, 3) = 'young', 'too young to tell', toString(tupleElement(latest, 3))) AS standing
FROM
(
    SELECT detector, argMax((last_week, weeks_before, standing), told_at) AS latest
    FROM {{database}}.detector_course
    WHERE told_at <= $__toTime AND $__conditionalAll(detector IN (${detector:singlequote}), $detector)
    GROUP BY detector
)
ORDER BY standing = 'usual', detector
