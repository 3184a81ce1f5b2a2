-- How many bytes of a table are one file, not one a column?
--
-- A loader's part of a segment, 35 MB of usage, is one file in place of two hundred, each of them synced: a sixth of a load's
-- time. What is merged of several is wide. Rows of fingerprint take four times as much.
ALTER TABLE {{local usage}} {{on_cluster}} MODIFY SETTING min_bytes_for_wide_part = 67108864;

ALTER TABLE {{local fingerprint}} {{on_cluster}} MODIFY SETTING min_bytes_for_wide_part = 134217728;
