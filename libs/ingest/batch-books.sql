-- What became of the lines of one batch?
--
-- grain   one row, or none while nothing of the batch is stored
-- window  one batch; sent again later, it keeps the books of the segment that brought it first
-- cost    one look-up by batch
SELECT
    toUnixTimestamp(min(received_at)) AS received_at,
    toUInt32(sum(stored)) AS stored,
    toUInt32(sum(duplicate)) AS duplicate,
    toUInt32(sum(conflicts)) AS conflicts,
    toUInt32(sum(quarantined)) AS quarantined,
    toUInt32(sum(dropped)) AS dropped,
    arraySlice(arraySort(arrayFlatten(groupArray(faults))), 1, 100) AS faults
FROM batch_book
WHERE (batch = unhex({batch:String}))
    AND (segment = (SELECT argMin(segment, (received_at, segment)) FROM batch_book WHERE batch = unhex({batch:String})))
HAVING count() > 0
