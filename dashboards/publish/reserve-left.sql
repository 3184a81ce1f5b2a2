-- How much of the reserve for revisions is left?
--
-- grain   one row
-- window  the year in which the range ends
-- cost    a few rows of the ledger
SELECT {{revision_reserve}} - sum(rho) AS rho
FROM {{database}}.privacy_debit FINAL
WHERE year = toYear($__toTime) AND purpose = 'revision'
