-- Why were lines not stored, how many for each reason, in which fields, and what does one of them look like?
--
-- grain   one row per outcome and reason; at most 20 fields of each, most frequent first
-- window  [from, until) of receipt, full hours
-- cost    one read of the book and of the refusals received in the window
SELECT
    outcome,
    reason,
    sum_of_lines AS lines,
    arrayMap(f -> f.1, fields) AS field_names,
    arrayMap(f -> f.2, fields) AS field_lines,
    sample.1 AS sample_segment,
    sample.2 AS sample_line,
    sample.3 AS sample_bytes,
    sample.4 AS sample_shape
FROM
(
    SELECT
        outcome,
        reason,
        toUInt32(sum(n)) AS sum_of_lines,
        arraySlice(arraySort(f -> (-f.2, f.1), groupArray((toString(field), toUInt32(n)))), 1, 20) AS fields
    FROM
    (
        SELECT outcome, reason, field, sum(lines) AS n
        FROM book
        WHERE (received_hour >= {from:DateTime('UTC')}) AND (received_hour < {until:DateTime('UTC')})
            AND (empty({sources:Array(String)}) OR (source IN {sources:Array(String)})) AND (outcome != 'stored')
        GROUP BY outcome, reason, field
    )
    GROUP BY outcome, reason
) AS counted
LEFT JOIN
(
    SELECT 'quarantined' AS outcome, reason, argMax((toString(segment), line_number, line_bytes, shape), (received_at, segment, line_number)) AS sample
    FROM quarantine
    WHERE (received_at >= {from:DateTime('UTC')}) AND (received_at < {until:DateTime('UTC')})
        AND (empty({sources:Array(String)}) OR (source IN {sources:Array(String)}))
    GROUP BY reason
) AS shown USING (outcome, reason)
ORDER BY lines DESC, outcome, reason
