-- What did accounts whose calls are filtered or refused ask, one call after the other?
--
-- grain   one row per account with four such calls that are a hundredth of all it made
-- window  [from, until) of the call's start, UTC
-- cost    two counts per account and day, then fingerprints of the window and calls of the few accounts
WITH
    stopped AS
    (
        SELECT account
        FROM account_daily
        WHERE day >= toDate({from:DateTime64(3, 'UTC')}) AND day <= toDate({until:DateTime64(3, 'UTC')} - INTERVAL 1 MILLISECOND)
        GROUP BY account
        HAVING (sum(filtered) >= 4) AND (100 * sum(filtered) >= sum(requests))
    ),
    outcome AS
    (
        SELECT
            account,
            at,
            record,
            multiIf(
                (finish_reason IN ('content_filter', 'refusal')) OR multiSearchAnyCaseInsensitive(error, ['content_filter', 'content_policy', 'contentpolicy', 'responsibleai']), 'filtered',
                status >= 400, 'failed',
                'answered'
            ) AS end,
            (organization != '') AND ((paid_micro_usd > 0) OR (plan IN ('team', 'enterprise')))
                AND (account_created_at IS NULL OR account_created_at <= {from:DateTime64(3, 'UTC')} - INTERVAL 90 DAY) AS is_established
        FROM usage
        WHERE account GLOBAL IN (SELECT account FROM stopped) AND at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
    )
SELECT
    outcome.account AS account,
    max(is_established) AS is_established,
    toUInt32(count()) AS calls,
    -- The first 2,000: who is filtered in a hundredth of his calls is told by then.
    arraySlice(
        arraySort(
            c -> (c.1, c.6),
            groupArray((
                toUInt32(dateDiff('second', {from:DateTime64(3, 'UTC')}, outcome.at)),
                end,
                -- The text as logged: letters that only look like others are the same to every other hash.
                toUInt32(cityHash64(exact_hash, length)),
                toUInt32(template_hash),
                arraySlice(words, 1, 64),
                lower(hex(outcome.record))
            ))
        ),
        1, 2000
    ) AS asked
FROM fingerprint
GLOBAL INNER JOIN outcome ON outcome.record = fingerprint.record
WHERE (fingerprint.account GLOBAL IN (SELECT account FROM stopped)) AND (part = 'prompt')
    AND (fingerprint.at >= {from:DateTime64(3, 'UTC')}) AND (fingerprint.at < {until:DateTime64(3, 'UTC')})
GROUP BY account
HAVING countIf(end = 'filtered') >= 4
ORDER BY account
