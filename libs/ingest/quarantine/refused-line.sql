-- What is known of one refused line?
--
-- grain   one row, or none
-- window  one line of one segment
-- cost    one granule each
SELECT
    formatDateTime(received_at, '%Y-%m-%dT%H:%i:%S.000Z') AS at,
    segment,
    line_number AS line,
    source,
    reason,
    field,
    line_bytes AS bytes,
    shape,
    (segment, line_number) IN (SELECT segment, line_number FROM settled_line WHERE (segment = {segment:String}) AND (line_number = {line:UInt32})) AS is_settled
FROM quarantine
WHERE (segment = {segment:String}) AND (line_number = {line:UInt32})
LIMIT 1
