-- What was written in one call, as far as it is kept?
--
-- grain   one row per part: system prompt, prompt, completion
-- window  one record of one account
-- cost    the retained texts of the account; asked in the sealed room
SELECT
    part,
    substringUTF8(text, 1, {most:UInt32}) AS beginning,
    toUInt32(greatest(0, toInt64(lengthUTF8(text)) - {most:UInt32})) AS cut
FROM {private:Identifier}.usage_text
WHERE (account = {account:String}) AND (record = toFixedString(unhex({record:String}), 16))
ORDER BY part
LIMIT 1 BY part
