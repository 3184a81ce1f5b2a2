-- Which detector has judged which window, and what did it find?
CREATE TABLE run (
    id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{32}$'),
    detector text NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    mode text NOT NULL CHECK (mode IN ('scheduled', 'shadow', 'backtest', 'retro')),
    window_from timestamptz(3) NOT NULL,
    window_until timestamptz(3) NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
    -- How often it was begun; 0 when whoever asked for it broke off before its turn.
    attempt integer NOT NULL CHECK (attempt >= 0),
    started_at timestamptz(3) NOT NULL,
    finished_at timestamptz(3),
    -- Usage records the window held when it was judged; more of them later make it due again.
    records bigint,
    findings integer,
    error text,
    CHECK (window_from < window_until),
    CHECK ((finished_at IS NULL) = (state = 'running')),
    CHECK ((records IS NOT NULL AND findings IS NOT NULL) OR state <> 'done'),
    CHECK ((error IS NOT NULL) = (state = 'failed')),
    UNIQUE (detector, version, mode, window_until, window_from)
);

CREATE TABLE finding (
    id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{32}$'),
    run text NOT NULL REFERENCES run (id),
    subject_kind text NOT NULL CHECK (subject_kind IN ('account', 'key', 'network', 'campaign')),
    subject text NOT NULL,
    score double precision NOT NULL,
    point text NOT NULL CHECK (point IN ('report', 'act')),
    category text NOT NULL CHECK (category ~ '^[A-Z]{3}$'),
    because text NOT NULL,
    numbers jsonb NOT NULL,
    evidence text[] NOT NULL CHECK (cardinality(evidence) <= 50),
    members jsonb NOT NULL,
    -- What findings of one case share: their accounts, or the subject itself where no account is known.
    parties text[] NOT NULL,
    -- Why it opens no incident though its run would; an exception or a shared network at the end of the window.
    withheld text CHECK (withheld <> ''),
    UNIQUE (run, subject_kind, subject)
);

CREATE INDEX finding_parties ON finding USING gin (parties);

-- Whose findings have changed since they were last grouped into incidents.
CREATE TABLE regroup (
    detector text NOT NULL,
    party text NOT NULL,
    PRIMARY KEY (detector, party)
);
