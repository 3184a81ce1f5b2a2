-- Lets the ingest views ask the list published last.
--
-- cost  reads the whole list; look-ups go on in the list before until it is read
SYSTEM RELOAD DICTIONARY {{on_cluster}} {{private}}.network_of
