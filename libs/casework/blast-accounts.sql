-- What have some accounts used and paid, since when do they exist, and from which networks do they call?
--
-- grain   one row per account that called at all; 20 of its networks at most
-- window  [from, until) of the call's start, UTC
-- cost    the records of these accounts alone
SELECT
    account,
    toFloat64(count()) AS requests,
    toFloat64(sum(cost_micro_usd)) AS cost,
    toFloat64(max(paid_micro_usd)) AS paid,
    toUInt32(ifNull(min(toUnixTimestamp(account_created_at)), 0)) AS created,
    groupUniqArrayIf(20)(network, network != '') AS networks
FROM usage
WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
    AND account IN {accounts:Array(String)}
GROUP BY account
ORDER BY account
