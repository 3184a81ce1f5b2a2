-- How does each account with long answers ask: in which words over and over, how widely, with which parameters, how much a day?
--
-- grain   one row per account with 20 served calls or more, whose answers are 500 tokens long on average and longer than its prompts
-- window  [from, until) of the call's start, UTC
-- cost    hourly sums of all accounts, then the raw calls and some 500 prompts each of the few with long answers
WITH
    long AS
    (
        SELECT account, sum(requests) - sum(failed) AS served
        FROM usage_hourly
        WHERE (hour >= toStartOfHour({from:DateTime64(3, 'UTC')})) AND (hour < {until:DateTime64(3, 'UTC')})
        GROUP BY account
        HAVING (served >= 20) AND (sum(output_tokens) >= 500 * served) AND (sum(output_tokens) >= sum(input_tokens))
    ),
    called AS
    (
        SELECT
            account,
            max(organization) AS owner,
            max(paid_micro_usd) AS paid,
            max(toUInt32(ifNull(toUnixTimestamp(account_created_at), 0))) AS signed_up,
            maxIf(toUInt32(cityHash64(payment)), payment != '') AS purse,
            maxIf(toUInt32(cityHash64(network)), (network != '') AND (network_class NOT IN ('education', 'mobile', 'vpn', 'tor'))) AS home,
            maxIf(toUInt32(cityHash64(client_fingerprint)), client_fingerprint != '') AS fingerprint,
            sumMap([if(isNull(temperature) AND isNull(top_p) AND (max_tokens = 0), 0, toUInt32(cityHash64(ifNull(temperature, -1), ifNull(top_p, -1), max_tokens)))], [toUInt32(1)]) AS settings,
            sumMap([system_prompt_hash], [toUInt32(1)]) AS orders,
            sumMap([toUInt32(intDiv(dateDiff('second', {from:DateTime64(3, 'UTC')}, at), 86400))], [toUInt32(1)]) AS days,
            toUInt32(groupBitOr(bitShiftLeft(toUInt32(1), toHour(at)))) AS hours,
            toUInt32(avg(input_tokens)) AS input,
            toUInt32(avg(output_tokens)) AS output,
            arraySort(groupArraySorted(10)((at, record))) AS firsts
        FROM usage
        WHERE (account GLOBAL IN (SELECT account FROM long)) AND (at >= {from:DateTime64(3, 'UTC')}) AND (at < {until:DateTime64(3, 'UTC')})
            AND (status < 400)
        GROUP BY account
    ),
    asked AS
    (
        SELECT
            account,
            toUInt32(count()) AS prompts,
            toUInt32(uniqExact(exact_hash)) AS different,
            arraySlice(arraySort(groupUniqArray(toUInt32(exact_hash))), 1, 64) AS sample,
            -- Sorted, equal words stand side by side: counting the runs costs a sixth of a map of them.
            arraySort(groupArrayArray(words)) AS spoken,
            arraySlice(arrayPushFront(spoken, bitNot(spoken[1])), 1, length(spoken)) AS before,
            arrayFilter((place, word, last) -> word != last, arrayEnumerate(spoken), spoken, before) AS starts,
            arrayPopFront(arrayDifference(arrayPushBack(starts, length(spoken) + 1))) AS times,
            -- Three prompts of four: a quoted word is another word.
            arrayFilter((word, n) -> 4 * n >= 3 * prompts, arrayCompact(spoken), times) AS skeleton,
            arrayFilter(n -> 4 * n < 3 * prompts, times) AS rest
        FROM fingerprint
        GLOBAL INNER JOIN long ON long.account = fingerprint.account
        WHERE (at >= {from:DateTime64(3, 'UTC')}) AND (at < {until:DateTime64(3, 'UTC')}) AND (part = 'prompt')
            -- Some five hundred prompts tell; the same text is taken of every account or of none.
            AND (bitAnd(exact_hash, bitShiftLeft(toUInt64(1), toUInt8(log2(greatest(1, intDiv(served, 500))))) - 1) = 0)
        GROUP BY account
    )
SELECT
    called.account AS account,
    owner AS organization,
    toUInt8(paid > 0) AS is_paying,
    toInt32(if(signed_up = 0, -1, greatest(0, intDiv(toInt64(toUnixTimestamp({until:DateTime64(3, 'UTC')})) - signed_up, 86400)))) AS age,
    [purse, home, fingerprint, toUInt32(intDiv(signed_up, 3600))] AS traits,
    arrayReverseSort(arrayZip(arrayMap(n -> toUInt32(n), settings.2), settings.1))[1] AS usual_settings,
    toUInt32(arraySum(settings.2)) AS calls,
    lower(hex((arrayReverseSort(arrayZip(orders.2, orders.1))[1]).2)) AS system_prompt,
    arrayZip(days.1, arrayMap(n -> toUInt32(n), days.2)) AS calls_by_day,
    hours,
    input,
    output,
    toUInt32(toUnixTimestamp(firsts[1].1)) AS began,
    arrayMap(r -> lower(hex(r.2)), firsts) AS evidence,
    prompts,
    different,
    sample,
    skeleton,
    toUInt32(arraySum(rest)) AS other_words,
    -- Of the other words of one prompt, the share that another prompt has too.
    if(prompts < 2, 0., arraySum(n -> toFloat64(n) * (n - 1), rest) / (prompts - 1) / greatest(1, arraySum(rest))) AS repeated
FROM called
LEFT JOIN asked ON asked.account = called.account
ORDER BY account
