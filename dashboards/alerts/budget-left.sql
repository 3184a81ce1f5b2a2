-- How much of this year’s privacy is left, as a share of it?
--
-- grain   one row
-- window  this year
-- cost    a few rows of the ledger
SELECT toFloat64(1 - sum(rho) / {{yearly_budget}}) AS value
FROM {{database}}.privacy_debit FINAL
WHERE year = toYear(now())
