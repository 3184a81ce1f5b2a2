-- Whose network is an address in, as far as the operator's list tells?
--
-- Before all others, since the ingest views ask it. Rows count once their list is published by a row of network_list:
-- a list half written is seen by nobody, and two are never mixed.
CREATE TABLE IF NOT EXISTS {{private}}.network {{on_cluster}}
(
    list String,
    -- CIDR of IPv4 or IPv6.
    network String,
    -- 0: not said, as an empty string is.
    asn UInt32,
    country LowCardinality(String),
    network_class LowCardinality(String)
)
ENGINE = {{Replicated}}MergeTree
ORDER BY list
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS {{private}}.network_list {{on_cluster}}
(
    list String,
    -- Name of the file, without its folder.
    file String,
    networks UInt32,
    loaded_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = {{Replicated}}MergeTree
ORDER BY loaded_at
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

-- Read at its first use after a start, and whenever a list is published; never by the clock.
CREATE DICTIONARY IF NOT EXISTS {{private}}.network_of {{on_cluster}}
(
    network String,
    -- asn, country and class in one attribute: each one costs a search of its own.
    said Array(String)
)
PRIMARY KEY network
SOURCE(CLICKHOUSE({{login}} QUERY 'SELECT network, [toString(asn), country, network_class] AS said FROM {{private}}.network WHERE list = (SELECT argMax(list, loaded_at) FROM {{private}}.network_list)'))
LAYOUT(IP_TRIE)
LIFETIME(0);
