-- Which accounts make up each unit of a release that is being counted?
--
-- Written once units are known, joined with usage, and dropped right after; a day at most after a crash.
CREATE TABLE IF NOT EXISTS {{private}}.release_account {{on_cluster}}
(
    release String,
    account String,
    -- Place of the unit in the order of its process; says nothing outside it.
    unit UInt32,
    taken_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{Replicated}}MergeTree
PARTITION BY release
ORDER BY account
TTL taken_at + INTERVAL 1 DAY;
