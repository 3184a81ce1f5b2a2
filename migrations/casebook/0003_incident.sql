-- Which cases are there to work on, and what have people decided of them?
CREATE TABLE incident (
    id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{32}$'),
    detector text NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    category text NOT NULL CHECK (category ~ '^[A-Z]{3}$'),
    severity text NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'critical')),
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'confirmed', 'dismissed', 'uncertain')),
    subject_kind text NOT NULL CHECK (subject_kind IN ('account', 'key', 'network', 'campaign')),
    subject text NOT NULL,
    opened_at timestamptz(3) NOT NULL,
    first_seen timestamptz(3) NOT NULL,
    last_seen timestamptz(3) NOT NULL,
    score double precision NOT NULL,
    point text NOT NULL CHECK (point IN ('report', 'act')),
    because text NOT NULL,
    -- Distinct accounts that take part.
    accounts integer NOT NULL CHECK (accounts >= 0),
    dispositions integer NOT NULL DEFAULT 0 CHECK (dispositions >= 0),
    decided_at timestamptz(3),
    CHECK (first_seen < last_seen),
    CHECK ((state = 'open') = (dispositions = 0)),
    CHECK ((state = 'open') = (decided_at IS NULL))
);

CREATE INDEX incident_latest ON incident (last_seen DESC, id DESC);
CREATE INDEX incident_subject ON incident (detector, subject_kind, subject);

CREATE TABLE incident_member (
    incident text NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    account text NOT NULL,
    tie text NOT NULL,
    records bigint NOT NULL CHECK (records >= 0),
    PRIMARY KEY (incident, account)
);

CREATE INDEX incident_member_account ON incident_member (account);

CREATE TABLE incident_finding (
    finding text PRIMARY KEY REFERENCES finding (id) ON DELETE CASCADE,
    incident text NOT NULL REFERENCES incident (id) ON DELETE CASCADE
);

CREATE INDEX incident_finding_incident ON incident_finding (incident);

-- Nothing deletes an incident that people have written on.
CREATE TABLE disposition (
    incident text NOT NULL REFERENCES incident (id) ON DELETE RESTRICT,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    verdict text NOT NULL CHECK (verdict IN ('confirmed', 'dismissed', 'uncertain')),
    category text NOT NULL CHECK (category ~ '^[A-Z]{3}$'),
    -- Version of the code list the category is of; a further version sets another default.
    policy_version text NOT NULL DEFAULT '1.0',
    action text NOT NULL CHECK (action IN ('none', 'warning', 'limit', 'suspension', 'ban')),
    decided_by text NOT NULL CHECK (decided_by <> ''),
    decided_at timestamptz(3) NOT NULL,
    reason text NOT NULL CHECK (reason <> ''),
    CHECK (action = 'none' OR verdict = 'confirmed'),
    PRIMARY KEY (incident, ordinal)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is append-only: write a further row instead', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER disposition_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON disposition
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
