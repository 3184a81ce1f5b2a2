-- Hourly runs of thirteen detectors over thirty days.
--
-- grain   one row per detector and hour
-- window  thirty days from {from}
-- cost    one insert
INSERT INTO {database:Identifier}.detector_run
    (detector, version, mode, window_from, window_until, state, started_at, finished_at, records, findings, accounts)
SELECT
    concat('detector-', toString(number % 13)),
    1,
    'scheduled',
    {from:DateTime64(3, 'UTC')} + toIntervalHour(intDiv(number, 13)) AS begin,
    begin + INTERVAL 1 HOUR AS until,
    'done',
    until,
    until + INTERVAL 2 SECOND,
    1000,
    1,
    number % 5
FROM numbers(13 * 24 * 30)
