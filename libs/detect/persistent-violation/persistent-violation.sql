-- In which sittings did classifiers give each suspect account scores that hardly anybody else gets?
--
-- grain   one row per account with a sitting of six scored calls, of the 1,000 with the most and highest scores
-- window  [from, until) of the call's start, UTC
-- cost    a sum per account and day, the raw calls of 2,000 sampled accounts, then those of the few suspects
WITH
    -- High where nobody else is scored.
    toFloat32(0.5) AS uncompared,
    suspect AS
    (
        SELECT account
        FROM account_daily
        WHERE day >= toDate({from:DateTime64(3, 'UTC')}) AND day <= toDate({until:DateTime64(3, 'UTC')} - INTERVAL 1 MILLISECOND)
            AND heat > 0
        GROUP BY account
        -- Twelve calls that score a quarter. Where everybody scores as much as that, the hottest tell the case.
        HAVING sum(heat) >= 24
        ORDER BY sum(heat) DESC, account
        LIMIT 1000
    ),
    -- Pseudonyms are keyed hashes, so that the first of them are a fair sample, and lie side by side in the log.
    sample AS
    (
        SELECT DISTINCT account
        FROM account_daily
        WHERE day >= toDate({from:DateTime64(3, 'UTC')}) AND day <= toDate({until:DateTime64(3, 'UTC')} - INTERVAL 1 MILLISECOND)
        ORDER BY account
        LIMIT 2000
    ),
    -- Each classifier and category: its name, accounts of the sample, the least score that is high, and how usual that is.
    (
        SELECT groupArray((name, (toUInt32(accounts), toFloat32(1 / (1 + exp(-level / 4))), toFloat32(usual))))::Map(String, Tuple(UInt32, Float32, Float32))
        FROM
        (
            SELECT
                name,
                length(members) AS accounts,
                arraySort(members.1) AS uppers,
                uppers[intDiv(accounts + 1, 2)] AS middle,
                -- Three deviations above the middle account, told from the upper quartile, and 1.5 to 3 log-odds above it, so that a
                -- third of misusers does not hide them; within 0.2 and 0.9. From 0.5 on among few accounts. In quarters of a log-odd.
                if(accounts < 20, 0, greatest(-6, least(9, middle + greatest(6, least(12, toInt32(4.5 * (uppers[intDiv(3 * accounts + 3, 4)] - middle))))))) AS level,
                -- What the calmer half of the accounts does is usual, however many of the others are looked for.
                intDiv(accounts, 2) AS others,
                arraySort(arrayMap(m -> arraySum((bin, calls) -> if(bin >= level, calls, 0), m.2, m.3) / arraySum(m.3), members)) AS shares,
                if(accounts < 20, 0, arraySum(arraySlice(shares, 1, others)) / others) AS usual
            FROM
            (
                SELECT name, groupArray((upper, by_bin.1, by_bin.2)) AS members
                FROM
                (
                    SELECT
                        concat(moderation_model, '\0', category) AS name,
                        sumMap([bin], [toUInt32(1)]) AS by_bin,
                        -- Nine of ten calls of the account score at most that.
                        toInt32(quantileExact(0.9)(bin)) AS upper
                    FROM usage
                    ARRAY JOIN
                        mapKeys(moderation) AS category,
                        arrayMap(s -> toInt16(round(4 * log(greatest(0.001, least(0.999, s)) / (1 - greatest(0.001, least(0.999, s)))))), mapValues(moderation)) AS bin
                    WHERE account GLOBAL IN (SELECT account FROM sample) AND at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
                    GROUP BY account, name
                )
                GROUP BY name
            )
        )
    ) AS compared,
    scored AS
    (
        SELECT
            account,
            -- Where the log names neither session nor conversation, the calls of an hour belong together.
            multiIf(session != '', session, conversation != '', conversation, toString(toStartOfHour(at))) AS sitting,
            (session != '') OR (conversation != '') AS is_named,
            (organization != '') AND ((paid_micro_usd > 0) OR (plan IN ('team', 'enterprise')))
                AND (account_created_at IS NULL OR account_created_at <= {from:DateTime64(3, 'UTC')} - INTERVAL 90 DAY) AS is_established,
            at,
            record,
            -- Content about minors belongs to a lane of its own, and never becomes an ordinary finding.
            arrayMap(
                s -> (s.1, s.2, compared[s.1]),
                arrayFilter(
                    s -> NOT multiSearchAnyCaseInsensitive(s.1, ['minors', 'child', 'underage', 'csae', 'csam']),
                    arrayConcat(
                        arrayMap((c, s) -> (concat(moderation_model, '\0', c), toFloat32(s)), mapKeys(moderation), mapValues(moderation)),
                        arrayMap(g -> (concat('guardrail\0', g), toFloat32(1)), guardrails)
                    )
                )
            ) AS scores
        FROM usage
        WHERE account GLOBAL IN (SELECT account FROM suspect) AND at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
            AND (notEmpty(moderation) OR notEmpty(guardrails))
    ),
    sitting AS
    (
        SELECT
            account,
            sitting,
            min(is_named) AS is_named,
            max(is_established) AS is_established,
            groupUniqArray(toUInt32(toUnixTimestamp(toStartOfHour(at)) / 3600)) AS hours,
            toUInt32(uniqExact(record)) AS calls,
            sumMap(
                arrayMap(s -> s.1, scores),
                arrayMap(s -> toUInt32(s.2 >= if(s.3.1 = 0, uncompared, s.3.2)), scores)
            ) AS high,
            groupUniqArrayArray(arrayMap(s -> (s.1, s.3.1, if(s.3.1 = 0, uncompared, s.3.2), s.3.3), scores)) AS usual,
            arrayMap(r -> r.2, groupArraySorted(8)((-arrayMax(arrayMap(s -> s.2, scores)), lower(hex(record))))) AS records
        FROM scored
        GROUP BY account, sitting
    )
SELECT
    account,
    max(is_established) AS is_established,
    min(is_named) AS is_named,
    -- Sittings that are open in an hour with any, on average: one person holds one.
    toFloat64(sum(length(hours)) / length(groupUniqArrayArray(hours))) AS side_by_side,
    -- The 200 that count: a short sitting shows no persistence.
    arraySlice(
        arraySort(
            s -> (-toInt64(arrayMax(s.3.2)), s.1, s.4),
            groupArrayIf((arraySort(hours), calls, arrayFilter(n -> n.2 > 0, arrayMap((n, h) -> (n, toUInt32(h)), high.1, high.2)), records), calls >= 6)
        ),
        1, 200
    ) AS sittings,
    arraySort(groupUniqArrayArray(usual)) AS cohort
FROM sitting
GROUP BY account
HAVING notEmpty(sittings)
ORDER BY account
