-- Removes what was published before one list.
ALTER TABLE {{private}}.network_list {{on_cluster}} DELETE WHERE list != {list:String} SETTINGS mutations_sync = 2
