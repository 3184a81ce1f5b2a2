-- A million records that no log holds.
INSERT INTO {database:Identifier}.record (record, body, segment, received_at)
SELECT reinterpretAsFixedString(sipHash128(number, {million:UInt32})), number, 'known', toDateTime('2026-10-01 00:00:00', 'UTC')
FROM numbers(1000000)
