-- Which migrations made the casebook what it is?
SELECT name, checksum FROM migration ORDER BY name
