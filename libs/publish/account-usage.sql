-- Which models did some accounts call in a quarter, and from which countries?
--
-- grain   one row per account, model and country
-- window  [from, until) in UTC by the time of the call; the accounts named alone
-- cost    one read of the named accounts' calls; usage lies in their order
SELECT account, model, country, toUInt32(count()) AS calls
FROM usage
WHERE account IN {accounts:Array(String)} AND at >= {from:DateTime('UTC')} AND at < {until:DateTime('UTC')}
GROUP BY account, model, country
ORDER BY account, model, country
