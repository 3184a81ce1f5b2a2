-- Which public tables spent this year’s privacy?
--
-- grain   one row per table
-- window  the year in which the range ends
-- cost    a few rows of the ledger
SELECT public_table, sum(rho) AS rho
FROM {{database}}.privacy_debit FINAL
WHERE year = toYear($__toTime)
GROUP BY public_table
ORDER BY rho DESC, public_table
