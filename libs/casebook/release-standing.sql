-- Where does each release stand?
--
-- grain   one row per release; nothing of what it counts
-- window  all of them
-- cost    one pass over a short table
SELECT id AS release, period, version, state, purpose, demo, drafted_at, publish_at, published_at
FROM release
ORDER BY id
