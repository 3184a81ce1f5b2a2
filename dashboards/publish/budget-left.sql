-- How much of this year’s privacy is left to spend?
--
-- grain   one row
-- window  the year in which the range ends
-- cost    a few rows of the ledger
SELECT {{yearly_budget}} - sum(rho) AS rho
FROM {{database}}.privacy_debit FINAL
WHERE year = toYear($__toTime)
