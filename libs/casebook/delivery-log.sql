-- What became of the deliveries to one endpoint?
--
-- grain   one row per delivery with its attempts, the latest due first
-- window  all; $2 asks for one state, any when null
-- cost    the index over the endpoint's deliveries
SELECT
    webhook_delivery.event,
    webhook_event.type,
    webhook_event.safety_case AS "safetyCase",
    webhook_delivery.state,
    webhook_delivery.attempts,
    webhook_delivery.due_at AS "dueAt",
    coalesce(
        (
            SELECT jsonb_agg(
                jsonb_build_object(
                    'at', to_char(webhook_attempt.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                    'milliseconds', webhook_attempt.milliseconds,
                    'status', webhook_attempt.status,
                    'fault', webhook_attempt.fault
                )
                ORDER BY webhook_attempt.ordinal
            )
            FROM webhook_attempt
            WHERE webhook_attempt.event = webhook_delivery.event AND webhook_attempt.endpoint = webhook_delivery.endpoint
        ),
        '[]'::jsonb
    ) AS log
FROM webhook_delivery
INNER JOIN webhook_event ON webhook_event.id = webhook_delivery.event
WHERE webhook_delivery.endpoint = $1 AND ($2::text IS NULL OR webhook_delivery.state = $2)
ORDER BY webhook_delivery.due_at DESC, webhook_delivery.event
LIMIT $3
