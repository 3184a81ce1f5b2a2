-- With which keys are identifiers hidden?
--
-- Memory only: the application hands them in before it loads, a restarted server has none, and the ingest views
-- refuse to run without. Values are hexadecimal.
CREATE TABLE IF NOT EXISTS {{private}}.secret {{on_cluster}}
(
    name String,
    secret String,
    -- Tells sets of keys apart; the views accept one set at a time.
    version String,
    since DateTime('UTC')
)
ENGINE = Memory;
