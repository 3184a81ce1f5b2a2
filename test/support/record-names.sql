-- Which records are there?
SELECT lower(hex(record)) AS record
FROM usage
ORDER BY usage.record
