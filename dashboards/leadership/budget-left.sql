-- How much of this year’s privacy is left to spend, as a share of it?
--
-- grain   one row
-- window  the year in which the range ends
-- cost    a few rows of the ledger
SELECT 1 - sum(rho) / {{yearly_budget}} AS left
FROM {{database}}.privacy_debit FINAL
WHERE year = toYear($__toTime)
