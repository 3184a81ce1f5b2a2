-- Do the records, their roll-ups and the books agree?
--
-- grain   one row
-- window  everything
-- cost    one pass over each table
SELECT
    (SELECT toUInt32(count()) FROM usage) AS records,
    (SELECT toUInt32(uniqExact(source, id)) FROM usage) AS ids,
    (SELECT toUInt32(sum(requests)) FROM usage_hourly) AS hourly,
    (SELECT toUInt32(sum(requests)) FROM usage_by_ten_minutes) AS by_ten_minutes,
    (SELECT toUInt32(sum(requests)) FROM account_daily) AS daily,
    (SELECT toUInt32(sum(records)) FROM usage_arrival) AS arrived,
    (SELECT toUInt32(count()) FROM fingerprint) AS fingerprints,
    (SELECT toUInt32(sum(lines)) FROM book WHERE outcome = 'stored') AS booked,
    (SELECT toUInt32(count()) FROM quarantine) AS quarantined,
    (SELECT toUInt32(sum(lines)) FROM book WHERE outcome = 'quarantined') AS booked_quarantined
