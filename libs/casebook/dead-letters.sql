-- How many messages has each receiver of webhooks not taken, and nobody sends again?
--
-- grain   one row per receiver
-- window  everything
-- cost    one pass over the deliveries
SELECT
    webhook_endpoint.id::text AS id,
    (count(*) FILTER (WHERE webhook_delivery.state = 'dead'))::int AS dead
FROM webhook_endpoint
LEFT JOIN webhook_delivery ON webhook_delivery.endpoint = webhook_endpoint.id
GROUP BY webhook_endpoint.id
ORDER BY id
