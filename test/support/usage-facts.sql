-- How many records does each source have, how many different ids, and what do they add up to?
--
-- grain   one row per source
-- window  everything
-- cost    one pass over (source, id, model, input_tokens)
SELECT
    source,
    toUInt32(count()) AS records,
    toUInt32(uniqExact(id)) AS ids,
    toString(sum(cityHash64(id, model))) AS digest
FROM usage
GROUP BY source
ORDER BY source
