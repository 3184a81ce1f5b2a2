-- Which deliveries to one endpoint are due?
--
-- grain   one row per delivery, the longest due first
-- window  due at $2 or before
-- cost    the index over what waits
SELECT
    webhook_delivery.event,
    webhook_delivery.attempts,
    webhook_event.body,
    (
        SELECT coalesce(max(webhook_attempt.ordinal), 0)
        FROM webhook_attempt
        WHERE webhook_attempt.event = webhook_delivery.event AND webhook_attempt.endpoint = webhook_delivery.endpoint
    ) AS logged
FROM webhook_delivery
INNER JOIN webhook_event ON webhook_event.id = webhook_delivery.event
WHERE webhook_delivery.endpoint = $1 AND webhook_delivery.state = 'waiting' AND webhook_delivery.due_at <= $2
ORDER BY webhook_delivery.due_at, webhook_delivery.event
LIMIT $3
