-- Who did what to which object, when and why: every decision, sign-in, look at content, export and change of rights.
CREATE TABLE audit_entry (
    sequence bigint PRIMARY KEY CHECK (sequence > 0),
    prev text NOT NULL UNIQUE CHECK (prev ~ '^[0-9a-f]{64}$'),
    -- HMAC-SHA-256 over all other fields under a key that the casebook does not hold.
    hash text NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$'),
    at timestamptz(3) NOT NULL,
    actor text NOT NULL CHECK (actor <> ''),
    action text NOT NULL CHECK (action ~ '^[a-z_]+[.][a-z_]+$'),
    object_kind text NOT NULL CHECK (object_kind <> ''),
    object text NOT NULL,
    reason text NOT NULL,
    -- Canonical JSON, kept as text: what was hashed is what is read.
    details text NOT NULL CHECK (details::jsonb IS NOT NULL)
);

CREATE INDEX audit_entry_object ON audit_entry (object, sequence DESC);
CREATE INDEX audit_entry_actor ON audit_entry (actor, sequence DESC);
CREATE INDEX audit_entry_action ON audit_entry (action, sequence DESC);

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
