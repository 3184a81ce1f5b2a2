-- Which migrations made the warehouse what it is?
SELECT name, any(checksum) AS sum FROM migration GROUP BY name ORDER BY name
