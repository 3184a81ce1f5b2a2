-- Is each sound line's record new, and what becomes of the line?
--
-- Known are ids of earlier lines of this block and of other segments; rows of the segment under way are left out, because
-- a crash may have stored them and not what hangs on them.
CREATE MATERIALIZED VIEW IF NOT EXISTS parsed_of_checked {{on_cluster}} TO parsed AS
SELECT
    * EXCEPT (source, reason, fault, fate, is_repeated, is_same_here, is_known, is_same_elsewhere),
    fate AS outcome,
    -- What a refused line calls its source may be anything, and is not repeated.
    if(fate IN ('stored', 'duplicate'), toString(source), '') AS source,
    multiIf(
        fate != 'duplicate', toString(fault),
        if(is_repeated, is_same_here, is_same_elsewhere), 'repeat',
        'conflict'
    ) AS reason
FROM
(
    SELECT
        *,
        reason AS fault,
        multiIf(
            reason = 'line_too_long', 'dropped',
            reason != '', 'quarantined',
            is_repeated OR is_known, 'duplicate',
            'stored'
        ) AS fate
    FROM
    (
        SELECT
            *,
            (record, line_number) NOT IN (SELECT record, min(line_number) FROM checked WHERE reason = '' GROUP BY record) AS is_repeated,
            (record, body) IN (SELECT record, argMin(body, line_number) FROM checked WHERE reason = '' GROUP BY record) AS is_same_here,
            record GLOBAL IN (
                SELECT record FROM record
                WHERE (record GLOBAL IN (SELECT record FROM checked)) AND (segment GLOBAL NOT IN (SELECT segment FROM checked))
            ) AS is_known,
            (record, body) GLOBAL IN (
                SELECT record, body FROM record
                WHERE (record GLOBAL IN (SELECT record FROM checked)) AND (segment GLOBAL NOT IN (SELECT segment FROM checked))
            ) AS is_same_elsewhere
        FROM checked
    )
);

CREATE MATERIALIZED VIEW IF NOT EXISTS record_of_parsed {{on_cluster}} TO record AS
SELECT record, body, segment, received_at
FROM parsed
WHERE outcome = 'stored';
