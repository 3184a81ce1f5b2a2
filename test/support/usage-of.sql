-- Which records does a source have?
--
-- grain   one row per record
-- window  everything of one source
-- cost    one pass over (source, id, model)
SELECT id, toString(model) AS model
FROM usage
WHERE source = {source:String}
ORDER BY id
