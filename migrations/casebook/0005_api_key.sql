-- Who may use the JSON API and the ingest doors, for what, and on behalf of which source?
CREATE TABLE api_key (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL,
    prefix text NOT NULL UNIQUE,
    hmac bytea NOT NULL CHECK (octet_length(hmac) = 32),
    scopes text[] NOT NULL,
    -- The only source whose usage the key may write.
    source text CHECK (octet_length(source) BETWEEN 1 AND 128 AND source !~ '[\u0001-\u001f\u007f]'),
    -- The key it takes over from; each key has at most one successor.
    succeeds uuid UNIQUE REFERENCES api_key,
    created_at timestamptz(3) NOT NULL,
    expires_at timestamptz(3),
    revoked_at timestamptz(3),
    last_used_at timestamptz(3),
    CONSTRAINT source_if_and_only_if_it_writes CHECK (('usage:write' = ANY (scopes)) = (source IS NOT NULL))
);
