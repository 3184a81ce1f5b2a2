-- What do some refused lines say?
--
-- grain   one row per line that is still sealed, in order
-- window  some lines of one segment
-- cost    one read of the sealed lines of the segment
SELECT
    line_number AS line,
    lower(hex(sealed)) AS sealed
FROM {private:Identifier}.quarantined_line
WHERE (segment = {segment:String}) AND (line_number IN {lines:Array(UInt32)})
ORDER BY line_number
