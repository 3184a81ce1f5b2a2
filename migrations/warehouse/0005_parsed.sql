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
        checked.*,
        if(shape_fault = '', value_fault, shape_fault) AS fault,
        (record, line_number) NOT IN (SELECT record, min(line_number) FROM checked WHERE (shape_fault = '') AND (value_fault = '') GROUP BY record) AS is_repeated,
        (record, body) IN (SELECT record, argMin(body, line_number) FROM checked WHERE (shape_fault = '') AND (value_fault = '') GROUP BY record) AS is_same_here,
        notEmpty(known.bodies) AS is_known,
        has(known.bodies, body) AS is_same_elsewhere
    FROM checked
    GLOBAL ANY LEFT JOIN
    (
        SELECT record, groupUniqArray(body) AS bodies
        FROM record
        PREWHERE tag GLOBAL IN (SELECT reinterpretAsUInt32(record) FROM checked)
        WHERE (record GLOBAL IN (SELECT record FROM checked)) AND (segment GLOBAL NOT IN (SELECT segment FROM checked))
        GROUP BY record
    ) AS known ON known.record = checked.record
);

CREATE MATERIALIZED VIEW IF NOT EXISTS record_of_parsed {{on_cluster}} TO record AS
SELECT record, body, segment, received_at
FROM parsed
WHERE outcome = 'stored';

CREATE MATERIALIZED VIEW IF NOT EXISTS refused_of_parsed {{on_cluster}} TO refused AS
SELECT received_at, segment, line_number, source, outcome, reason, field, line, at, network, key, status, error
FROM parsed
WHERE outcome IN ('quarantined', 'dropped');

CREATE MATERIALIZED VIEW IF NOT EXISTS text_of_parsed {{on_cluster}} TO text AS
SELECT received_at, segment, record, at, account, organization, key, retain_text, system_prompt, prompt, completion
FROM parsed
WHERE (outcome = 'stored') AND ((prompt != '') OR (completion != '') OR (retain_text AND (system_prompt != '')));

CREATE MATERIALIZED VIEW IF NOT EXISTS subject_of_parsed {{on_cluster}} TO subject AS
SELECT kind, pseudonym, any(original) AS original, max(received_at) AS received_at
FROM
(
    SELECT received_at, account, key, account_original, key_original
    FROM parsed
    WHERE outcome = 'stored'
)
ARRAY JOIN ['account', 'key'] AS kind, [account, key] AS pseudonym, [account_original, key_original] AS original
WHERE pseudonym != ''
GROUP BY kind, pseudonym
-- One block, as everything behind raw is.
SETTINGS group_by_two_level_threshold = 0, group_by_two_level_threshold_bytes = 0;
