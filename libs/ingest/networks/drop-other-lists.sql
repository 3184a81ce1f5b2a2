-- Removes the networks of every list but one: those replaced, and those whose loading was broken off.
--
-- cost  drops or rewrites the parts of the others, and waits until it is done
ALTER TABLE {{private}}.network {{on_cluster}} DELETE WHERE list != {list:String} SETTINGS mutations_sync = 2
