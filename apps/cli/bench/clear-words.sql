-- No word samples any more.
ALTER TABLE {database:Identifier}.fingerprint CLEAR COLUMN words SETTINGS mutations_sync = 2
