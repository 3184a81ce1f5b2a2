-- How much waits to be told?
--
-- grain   one row
-- window  now
-- cost    the outbox and the deliveries that are not done, both short unless something is wrong
SELECT
    (SELECT count(*)::int FROM outbox) AS facts_waiting,
    (count(*) FILTER (WHERE webhook_delivery.state = 'waiting'))::int AS messages_waiting,
    (count(*) FILTER (WHERE webhook_delivery.state = 'dead'))::int AS messages_dead,
    coalesce(
        extract(epoch FROM clock_timestamp() - min(webhook_event.created_at) FILTER (WHERE webhook_delivery.state = 'waiting')),
        0
    )::float8 AS oldest_message_seconds
FROM webhook_delivery
JOIN webhook_event ON webhook_event.id = webhook_delivery.event
JOIN webhook_endpoint ON webhook_endpoint.id = webhook_delivery.endpoint AND webhook_endpoint.removed_at IS NULL
WHERE webhook_delivery.state <> 'delivered'
