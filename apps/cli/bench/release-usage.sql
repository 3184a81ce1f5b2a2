-- One call of each invented account, numbered from `first`, spread evenly over the days from `from`.
INSERT INTO {database:Identifier}.parsed
    (received_at, segment, line_number, source, id, record, at, account, key, network, country, provider, model, operation, status, outcome)
SELECT
    at,
    toString(intDiv(number, 250000)),
    toUInt32(number % 250000),
    'bench',
    toString(number),
    reinterpretAsFixedString(sipHash128(number)),
    {from:DateTime64(3, 'UTC')} + toIntervalSecond(number * 7919 % {seconds:UInt32}) AS at,
    lower(hex(MD5(concat('account ', toString(number))))),
    lower(hex(sipHash128('key', number))),
    lower(hex(sipHash128('network', number))),
    ['US', 'DE', 'IN', 'BR', 'JP', 'FR', 'GB', 'NG'][1 + number % 8],
    'aurel',
    ['aurel-3', 'quill-2', 'vireo-1'][1 + number % 3],
    'chat',
    200,
    'stored'
FROM numbers({first:UInt64}, {count:UInt64})
