-- Which endpoints have deliveries that are due?
--
-- grain   one row per endpoint that is sent to
-- window  due at $1 or before
-- cost    one look into the index over what waits for each endpoint
SELECT webhook_endpoint.id, webhook_endpoint.url
FROM webhook_endpoint
WHERE webhook_endpoint.removed_at IS NULL
    AND webhook_endpoint.disabled_at IS NULL
    AND EXISTS
    (
        SELECT 1
        FROM webhook_delivery
        WHERE webhook_delivery.endpoint = webhook_endpoint.id AND webhook_delivery.state = 'waiting' AND webhook_delivery.due_at <= $1
    )
ORDER BY webhook_endpoint.id
