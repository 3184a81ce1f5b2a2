-- Whom does each pseudonym of an account or key stand for?
--
-- Sealed, and closed to detectors and the reader user: opened only to act on an account, or by an audited reveal.
CREATE TABLE IF NOT EXISTS {{private}}.identity {{on_cluster}}
(
    kind LowCardinality(String),
    pseudonym String,
    -- AES-256-GCM of the original; nonce = first 12 bytes of the pseudonym, additional data = kind.
    sealed String CODEC(NONE),
    received_at DateTime('UTC')
)
ENGINE = {{Replicated}}ReplacingMergeTree(received_at)
ORDER BY (kind, pseudonym)
TTL received_at + INTERVAL {{usage_days}} DAY
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS identity_of_subject {{on_cluster}} TO {{private}}.identity AS
WITH assumeNotNull((
    SELECT if(uniqExact(secret) = 1, unhex(any(secret)), toString(throwIf(true, 'identities require the secret identity_key')))
    FROM {{private}}.secret
    WHERE name = 'identity_key'
)) AS identity_key
SELECT
    kind,
    pseudonym,
    encrypt('aes-256-gcm', original, identity_key, substring(unhex(pseudonym), 1, 12), kind) AS sealed,
    received_at
FROM subject;

-- Which pseudonym did a subject bear before the keys were rotated?
--
-- Filled while the previous key is provided and its overlap lasts, one row per subject seen meanwhile; gone when it ends.
CREATE TABLE IF NOT EXISTS {{private}}.pseudonym_link {{on_cluster}}
(
    kind LowCardinality(String),
    previous String,
    current String,
    received_at DateTime('UTC'),
    -- End of the overlap.
    linkable_until DateTime('UTC')
)
ENGINE = {{Replicated}}ReplacingMergeTree(received_at)
ORDER BY (kind, previous, current)
TTL linkable_until
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS pseudonym_link_of_subject {{on_cluster}} TO {{private}}.pseudonym_link AS
WITH
    (
        SELECT
            throwIf(uniqExact(version) != 1, 'links require the secrets of one version'),
            unhex(anyIf(secret, name = 'pseudonym_inner')),
            unhex(anyIf(secret, name = 'pseudonym_outer')),
            unhex(anyIf(secret, name = 'previous_inner')),
            unhex(anyIf(secret, name = 'previous_outer')),
            toDateTime(toUInt32OrZero(anyIf(secret, name = 'previous_until')), 'UTC')
        FROM {{private}}.secret
    ) AS secrets
SELECT
    kind,
    lower(hex(substring(SHA256(concat(secrets.5, SHA256(concat(secrets.4, kind, '\0', original)))), 1, 16))) AS previous,
    -- Made anew, so that keys replaced while a segment is under way are noticed.
    if(
        lower(hex(substring(SHA256(concat(secrets.3, SHA256(concat(secrets.2, kind, '\0', original)))), 1, 16))) = pseudonym, pseudonym,
        toString(throwIf(true, 'links require the secrets the pseudonyms were made with'))
    ) AS current,
    received_at,
    secrets.6 AS linkable_until
FROM subject
WHERE received_at < secrets.6;
