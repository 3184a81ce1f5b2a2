-- Which calls are the evidence of a finding?
--
-- grain   one row per record that is still kept
-- window  [from, until) of the call's start, UTC; the window of the finding
-- cost    the records of the accounts asked for, or of everybody where no account is known
SELECT
    lower(hex(record)) AS record_name,
    toUnixTimestamp64Milli(at) / 1000 AS at_second,
    account,
    key,
    model,
    operation,
    status,
    error,
    finish_reason,
    input_tokens,
    output_tokens
FROM usage
WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
    AND (empty({accounts:Array(String)}) OR account IN {accounts:Array(String)})
    -- Of its own length, or a name that ends in a zero byte would lose it and match nothing.
    AND record IN (SELECT toFixedString(unhex(arrayJoin({records:Array(String)})), 16))
ORDER BY at, record
