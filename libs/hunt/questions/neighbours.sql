-- With whom does an account share networks, clients, means of payment, domains or templates?
--
-- grain   one row: how many others, the hundred who share most, and how many share each thing
-- window  [from, until) of the call's start, UTC; days that it touches for all but texts
-- cost    one narrow pass over the days of all accounts, and one over the domains and templates of all texts
WITH
    arrayMap(name -> toUInt32(cityHash64(name)), {networks:Array(String)}) AS own_networks,
    arrayMap(name -> toUInt32(cityHash64(name)), {clients:Array(String)}) AS own_clients,
    arrayMap(name -> toUInt32(cityHash64(name)), {payments:Array(String)}) AS own_payments
SELECT
    toUInt32(count()) AS neighbours,
    groupArraySorted(100)((100 - least(100, length(shared)), account, shared)) AS closest,
    sumMap(shared, arrayMap(thing -> toUInt32(1), shared)) AS holders
FROM
(
    SELECT account, arraySort(groupUniqArray(thing)) AS shared
    FROM
    (
        SELECT
            account,
            arrayJoin(arrayConcat(
                arrayMap(hash -> ('network', toUInt32(indexOf(own_networks, hash))), arrayIntersect(arrayConcat(networks, shared_networks), own_networks)),
                arrayMap(hash -> ('client', toUInt32(indexOf(own_clients, hash))), arrayIntersect(clients, own_clients)),
                if(has(own_payments, payment), [('payment', toUInt32(indexOf(own_payments, payment)))], [])
            )) AS thing
        FROM account_daily
        WHERE day >= toDate({from:DateTime64(3, 'UTC')}) AND day <= toDate({until:DateTime64(3, 'UTC')})
            AND account != {account:String}
            AND (hasAny(networks, own_networks) OR hasAny(shared_networks, own_networks) OR hasAny(clients, own_clients) OR has(own_payments, payment))
        UNION ALL
        SELECT
            account,
            arrayJoin(arrayConcat(
                arrayMap(name -> ('domain', toUInt32(indexOf({domains:Array(String)}, name))), arrayIntersect(domains, {domains:Array(String)})),
                if(has({templates:Array(UInt64)}, template_hash), [('template', toUInt32(indexOf({templates:Array(UInt64)}, template_hash)))], [])
            )) AS thing
        FROM fingerprint
        WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')} AND leading
            AND account != {account:String}
            AND (hasAny(domains, {domains:Array(String)}) OR has({templates:Array(UInt64)}, template_hash))
    )
    GROUP BY account
)
