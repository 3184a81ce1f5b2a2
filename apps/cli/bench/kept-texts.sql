-- Which texts were retained, in the order they came?
--
-- grain   one row per text
-- cost    one pass over the retained texts
SELECT text FROM usage_text ORDER BY record
