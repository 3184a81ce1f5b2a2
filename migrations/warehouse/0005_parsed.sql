-- Is each sound line's record new, and what becomes of the line?
--
-- Known are ids of earlier lines of this block and of other segments; rows of the segment under way are left out, because
-- a crash may have stored them and not what hangs on them.
CREATE MATERIALIZED VIEW IF NOT EXISTS parsed_of_checked {{on_cluster}} TO parsed AS
WITH
    multiIf(
        fault IN ('line_too_long', 'unknown_caller account'), 'dropped',
        fault != '', 'quarantined',
        is_repeated OR is_known, 'duplicate',
        'stored'
    ) AS fate
SELECT
    * EXCEPT (source, fault, is_repeated, is_same_here, is_known, is_same_elsewhere),
    fate AS outcome,
    -- What a refused line calls its source may be anything, and is not repeated; an unknown caller's line has a sound one.
    if((fate IN ('stored', 'duplicate')) OR (value_fault = 'unknown_caller account'), source, bound_source) AS source,
    multiIf(
        fate != 'duplicate', substringIndex(fault, ' ', 1),
        if(is_repeated, is_same_here, is_same_elsewhere), 'repeat',
        'conflict'
    ) AS reason,
    substring(fault, position(fault, ' ') + 1, if(position(fault, ' ') = 0, 0, length(fault))) AS field
FROM
(
    SELECT
        *,
        if(shape_fault = '', value_fault, shape_fault) AS fault,
        (record, line_number) NOT IN (SELECT record, min(line_number) FROM checked WHERE (shape_fault = '') AND (value_fault = '') GROUP BY record) AS is_repeated,
        (record, body) IN (SELECT record, argMin(body, line_number) FROM checked WHERE (shape_fault = '') AND (value_fault = '') GROUP BY record) AS is_same_here,
        record GLOBAL IN (
            SELECT record FROM record
            WHERE (record GLOBAL IN (SELECT record FROM checked)) AND (segment GLOBAL NOT IN (SELECT segment FROM checked))
        ) AS is_known,
        (record, body) GLOBAL IN (
            SELECT record, body FROM record
            WHERE (record GLOBAL IN (SELECT record FROM checked)) AND (segment GLOBAL NOT IN (SELECT segment FROM checked))
        ) AS is_same_elsewhere
    FROM checked
);

CREATE MATERIALIZED VIEW IF NOT EXISTS record_of_parsed {{on_cluster}} TO record AS
SELECT record, body, segment, received_at
FROM parsed
WHERE outcome = 'stored';
