-- What was done about which account, who was told of it, and what came of telling?

-- One action on one account. Written by one process at a time, so that numbers are seen in their order.
CREATE TABLE safety_case (
    sequence bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    id text NOT NULL UNIQUE CHECK (id ~ '^case_[0-9a-f]{32}$'),
    -- The action set that decided it: a later case of the same source takes its place.
    source text NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    account text NOT NULL CHECK (account <> ''),
    action text NOT NULL CHECK (action IN ('none', 'warning', 'limit', 'suspension', 'ban')),
    category text NOT NULL,
    created_at timestamptz(3) NOT NULL,
    -- When it ends by itself; never when null.
    expires_at timestamptz(3),
    UNIQUE (source, ordinal, account)
);

CREATE INDEX safety_case_account ON safety_case (account, sequence);

CREATE TABLE webhook_endpoint (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    url text NOT NULL,
    description text NOT NULL,
    -- Types of message it is sent.
    types text[] NOT NULL CHECK (cardinality(types) > 0),
    created_by text NOT NULL CHECK (created_by <> ''),
    created_at timestamptz(3) NOT NULL,
    -- Nothing is sent any more; its deliveries wait.
    disabled_at timestamptz(3),
    disabled_because text CHECK (disabled_because <> ''),
    removed_at timestamptz(3),
    removed_by text CHECK (removed_by <> ''),
    CHECK ((disabled_at IS NULL) = (disabled_because IS NULL)),
    CHECK ((removed_at IS NULL) = (removed_by IS NULL))
);

CREATE TABLE webhook_secret (
    endpoint uuid NOT NULL REFERENCES webhook_endpoint (id),
    ordinal integer NOT NULL CHECK (ordinal > 0),
    -- AES-256-GCM under a key of the installation that the database does not know: nonce, ciphertext, tag.
    sealed bytea NOT NULL,
    created_at timestamptz(3) NOT NULL,
    -- End of the overlap once another one took over.
    expires_at timestamptz(3),
    PRIMARY KEY (endpoint, ordinal)
);

CREATE TABLE webhook_event (
    id text PRIMARY KEY CHECK (id ~ '^evt_[0-9a-f]{32}$'),
    type text NOT NULL,
    safety_case text REFERENCES safety_case (id),
    body text NOT NULL,
    created_at timestamptz(3) NOT NULL
);

CREATE TABLE webhook_delivery (
    event text NOT NULL REFERENCES webhook_event (id),
    endpoint uuid NOT NULL REFERENCES webhook_endpoint (id),
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'dead')),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    due_at timestamptz(3) NOT NULL,
    PRIMARY KEY (event, endpoint)
);

CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint, due_at) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_of ON webhook_delivery (endpoint, due_at DESC);

CREATE TABLE webhook_attempt (
    event text NOT NULL,
    endpoint uuid NOT NULL,
    -- Goes on counting when a dead delivery is sent again.
    ordinal integer NOT NULL CHECK (ordinal > 0),
    at timestamptz(3) NOT NULL,
    milliseconds integer NOT NULL CHECK (milliseconds >= 0),
    status integer CHECK (status BETWEEN 100 AND 599),
    -- Why there was no status; empty otherwise.
    fault text NOT NULL,
    CHECK ((status IS NULL) = (fault <> '')),
    PRIMARY KEY (event, endpoint, ordinal),
    FOREIGN KEY (event, endpoint) REFERENCES webhook_delivery (event, endpoint)
);

CREATE TRIGGER webhook_attempt_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON webhook_attempt
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Providers of models that tell us of notices about our own use, and what they told.
CREATE TABLE upstream (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    sealed bytea NOT NULL,
    created_by text NOT NULL CHECK (created_by <> ''),
    created_at timestamptz(3) NOT NULL,
    removed_at timestamptz(3),
    removed_by text CHECK (removed_by <> ''),
    CHECK ((removed_at IS NULL) = (removed_by IS NULL))
);

-- While a secret is rotated, a provider of one name has two.
CREATE INDEX upstream_name ON upstream (name) WHERE removed_at IS NULL;

CREATE TABLE upstream_notice (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    upstream text NOT NULL,
    -- The provider's name of the message: told again, it is the same notice.
    event text NOT NULL,
    type text NOT NULL,
    case_name text NOT NULL,
    noticed_at timestamptz(3) NOT NULL,
    received_at timestamptz(3) NOT NULL,
    -- What the provider's case says, once somebody has read it there.
    reason text,
    notice text,
    -- Whom it names, as a pseudonym of an account and of a claimed safety identifier; the original stands nowhere.
    account text,
    safety_identifier text,
    read_by text CHECK (read_by <> ''),
    read_at timestamptz(3),
    CHECK ((read_at IS NULL) = (read_by IS NULL)),
    UNIQUE (upstream, event)
);

CREATE INDEX upstream_notice_latest ON upstream_notice (received_at DESC, id);
