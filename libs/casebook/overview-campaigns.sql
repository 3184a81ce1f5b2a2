-- How many campaigns did each detector first see on each day, and how many were at work in a period?
--
-- grain   one row per detector, period and day of 24 hours, counted from $1, on which it first saw any; the day is null for
--         those at work in the period that were seen before it
-- window  seen in [$1, $2) before and [$2, $3) now; without those that went into others
-- cost    one pass over the campaigns
SELECT
    campaign.detector,
    period.is_now AS "isNow",
    CASE
        WHEN campaign.first_seen >= period.starts THEN floor(extract(epoch FROM campaign.first_seen - $1::timestamptz) / 86400)::int
    END AS day,
    count(*)::int AS campaigns
FROM campaign
INNER JOIN (
    VALUES (false, $1::timestamptz, $2::timestamptz), (true, $2::timestamptz, $3::timestamptz)
) AS period (is_now, starts, ends)
    ON campaign.last_seen > period.starts AND campaign.first_seen < period.ends
WHERE campaign.merged_into IS NULL
GROUP BY campaign.detector, period.is_now, day
ORDER BY campaign.detector, period.is_now, day
