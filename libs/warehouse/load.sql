-- What do the lines of one segment, or of one part of it, say?
--
-- grain   one row per line of the part, numbered as in its log and as in its batch
-- window  one segment
-- cost    one pass; everything behind raw sees the part as one block, which replays and repeated ids rely on
INSERT INTO raw (line, line_number, segment, received_at, latest_at, retain_text, batch, batch_line, bound_source)
SELECT
    line,
    toUInt32(nth + {first_line:UInt32} - 1),
    {segment:String},
    {received_at:DateTime('UTC')},
    {latest_at:DateTime64(3, 'UTC')},
    {retain_text:Bool},
    batch,
    if(batch = '', 0, nth - first_of_batch + 1),
    bound_source
FROM
(
    SELECT 0 AS segment_of_line, line, nth
    FROM
    (
        SELECT line, toUInt32(rowNumberInAllBlocks() + 1) AS nth
        FROM input('line String')
        -- Lines of the other parts are let go piece by piece: a quarter less memory a load.
        SETTINGS max_block_size = 8192
    )
    -- However a line is written, one record always falls to the same part.
    WHERE ({parts:UInt8} = 1) OR (cityHash64(JSONExtract(line, 'Tuple(source String, id String)')) % {parts:UInt8} = {part:UInt8})
) AS lines
ASOF LEFT JOIN
(
    SELECT
        0 AS segment_of_line,
        of_batch.1 AS batch,
        of_batch.2 AS first_of_batch,
        {sources:Array(String)}[of_batch.3] AS bound_source
    FROM
    (
        SELECT arrayJoin(arrayZip({batches:Array(String)}, {batch_first_lines:Array(UInt32)}, {batch_sources:Array(UInt32)})) AS of_batch
    )
) AS batches ON (lines.segment_of_line = batches.segment_of_line) AND (lines.nth >= batches.first_of_batch)
SETTINGS
    max_threads = 1,
    max_insert_threads = 1,
    input_format_parallel_parsing = 0,
    max_block_size = 200000,
    max_joined_block_size_rows = 0,
    -- Merged, the steps of nested queries are computed once for each use instead of once.
    query_plan_merge_expressions = 0,
    min_insert_block_size_rows = 10000000,
    min_insert_block_size_bytes = 4000000000
FORMAT LineAsString
