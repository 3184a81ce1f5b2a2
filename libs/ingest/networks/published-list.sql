-- Which list of networks is asked, from which file, and since when?
--
-- room  sealed
SELECT
    list,
    file,
    networks,
    formatDateTime(loaded_at, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS loaded_at
FROM network_list
ORDER BY network_list.loaded_at DESC
LIMIT 1
