-- What do the lines of one segment say?
--
-- grain   one row per line of the segment, numbered as in its log
-- window  one segment
-- cost    one pass; everything behind raw sees the segment as one block, which replays and repeated ids rely on
INSERT INTO raw (line, line_number, segment, received_at, latest_at, retain_text)
SELECT
    line,
    toUInt32(rowNumberInAllBlocks() + {first_line:UInt32}),
    {segment:String},
    {received_at:DateTime('UTC')},
    {latest_at:DateTime64(3, 'UTC')},
    {retain_text:Bool}
FROM input('line String')
SETTINGS
    max_threads = 1,
    max_insert_threads = 1,
    input_format_parallel_parsing = 0,
    max_block_size = 200000,
    min_insert_block_size_rows = 10000000,
    min_insert_block_size_bytes = 4000000000
FORMAT LineAsString
