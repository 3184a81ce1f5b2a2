-- Which releases were drafted, from what snapshot, with which measurements, and what privacy has the year spent?
CREATE TABLE release (
    id text PRIMARY KEY,
    period text NOT NULL CHECK (period ~ '^[0-9]{4}-Q[1-4]$'),
    year integer NOT NULL,
    version text NOT NULL,
    state text NOT NULL CHECK (state IN (
        'planned', 'frozen', 'snapshot', 'measuring', 'measured', 'review', 'scheduled', 'published',
        'superseded', 'withdrawn', 'failed', 'rejected', 'abandoned'
    )),
    demo boolean NOT NULL,
    -- A revision is paid from the year's reserve.
    purpose text NOT NULL DEFAULT 'release' CHECK (purpose IN ('release', 'revision')),
    -- The release whose numbers a revision changes, and why.
    supersedes text REFERENCES release (id),
    reason text NOT NULL DEFAULT '',
    drafted_by text NOT NULL,
    drafted_at timestamptz(3) NOT NULL,
    -- Settled when the specification is frozen at the latest.
    publish_at timestamptz(3),
    -- What the tables depend on beside the code.
    choice jsonb NOT NULL DEFAULT '{"models": [], "regions": false, "review": false}',
    frozen_at timestamptz(3),
    spec_hash text CHECK (spec_hash ~ '^[0-9a-f]{64}$'),
    costs jsonb,
    snapshot_rows integer CHECK (snapshot_rows >= 0),
    snapshot_hash text CHECK (snapshot_hash ~ '^[0-9a-f]{64}$'),
    snapshot_at timestamptz(3),
    measurements jsonb,
    measured_at timestamptz(3),
    -- Results of the checks, as they are published.
    checks jsonb,
    checked_at timestamptz(3),
    -- Of the bytes of SHA256SUMS.
    sums_hash text CHECK (sums_hash ~ '^[0-9a-f]{64}$'),
    approved_by text,
    approved_at timestamptz(3),
    signatures jsonb,
    published_at timestamptz(3),
    ended_at timestamptz(3),
    end_reason text,
    CHECK ((snapshot_hash IS NULL) = (snapshot_rows IS NULL) AND (snapshot_hash IS NULL) = (snapshot_at IS NULL)),
    CHECK ((spec_hash IS NULL) = (costs IS NULL) AND (spec_hash IS NULL) = (frozen_at IS NULL)),
    CHECK (frozen_at IS NULL OR publish_at IS NOT NULL),
    CHECK ((measurements IS NULL) = (measured_at IS NULL)),
    CHECK (measurements IS NOT NULL OR state IN ('planned', 'frozen', 'snapshot', 'measuring', 'failed', 'abandoned')),
    CHECK ((checks IS NULL) = (checked_at IS NULL) AND (checks IS NULL) = (sums_hash IS NULL)),
    CHECK ((approved_by IS NULL) = (approved_at IS NULL) AND (approved_by IS NULL) = (signatures IS NULL)),
    CHECK (approved_by <> drafted_by),
    CHECK (approved_at >= checked_at),
    CHECK (approved_by IS NOT NULL OR state NOT IN ('scheduled', 'published', 'superseded', 'withdrawn')),
    CHECK ((published_at IS NULL) = (state NOT IN ('published', 'superseded', 'withdrawn'))),
    CHECK (published_at >= publish_at),
    CHECK ((supersedes IS NOT NULL) = (purpose = 'revision'))
);

-- One release under way a period at any time: nobody can draw beside a release that already has its noise.
CREATE UNIQUE INDEX release_live ON release (period)
    WHERE state NOT IN ('published', 'superseded', 'withdrawn', 'failed', 'rejected', 'abandoned');
CREATE UNIQUE INDEX release_published ON release (period) WHERE state = 'published';
CREATE UNIQUE INDEX release_version ON release (period, version) WHERE published_at IS NOT NULL;

CREATE TABLE privacy_ledger (
    sequence bigint PRIMARY KEY CHECK (sequence > 0),
    prev text NOT NULL UNIQUE CHECK (prev ~ '^[0-9a-f]{64}$'),
    hash text NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$'),
    spec_hash text NOT NULL CHECK (spec_hash ~ '^[0-9a-f]{64}$'),
    release text NOT NULL REFERENCES release (id),
    period text NOT NULL,
    year integer NOT NULL,
    public_table text NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('release', 'revision')),
    rho_numerator numeric NOT NULL CHECK (rho_numerator > 0 AND scale(rho_numerator) = 0),
    rho_denominator numeric NOT NULL CHECK (rho_denominator > 0 AND scale(rho_denominator) = 0),
    actor text NOT NULL,
    at timestamptz(3) NOT NULL,
    UNIQUE (release, public_table)
);

CREATE FUNCTION keep_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER privacy_ledger_append_only BEFORE UPDATE OR DELETE ON privacy_ledger
    FOR EACH ROW EXECUTE FUNCTION keep_ledger();
CREATE TRIGGER privacy_ledger_no_truncate BEFORE TRUNCATE ON privacy_ledger
    FOR EACH STATEMENT EXECUTE FUNCTION keep_ledger();

CREATE FUNCTION keep_measurements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the noise of release % is drawn once', OLD.id USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER release_noise_once BEFORE UPDATE ON release
    FOR EACH ROW
    WHEN (OLD.measurements IS NOT NULL AND OLD.measurements IS DISTINCT FROM NEW.measurements)
    EXECUTE FUNCTION keep_measurements();

CREATE FUNCTION keep_specification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the specification of release % is frozen', OLD.id USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER release_specification_frozen BEFORE UPDATE ON release
    FOR EACH ROW
    WHEN (
        OLD.spec_hash IS NOT NULL
        AND (OLD.spec_hash, OLD.choice, OLD.costs, OLD.frozen_at, OLD.publish_at)
            IS DISTINCT FROM (NEW.spec_hash, NEW.choice, NEW.costs, NEW.frozen_at, NEW.publish_at)
    )
    EXECUTE FUNCTION keep_specification();

CREATE FUNCTION keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'release % is published and stays as it is', OLD.id USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER release_published_kept BEFORE UPDATE ON release
    FOR EACH ROW
    WHEN (
        OLD.published_at IS NOT NULL
        AND (OLD.version, OLD.checks, OLD.sums_hash, OLD.approved_by, OLD.signatures, OLD.published_at)
            IS DISTINCT FROM (NEW.version, NEW.checks, NEW.sums_hash, NEW.approved_by, NEW.signatures, NEW.published_at)
    )
    EXECUTE FUNCTION keep_published();
CREATE TRIGGER release_no_delete BEFORE DELETE ON release
    FOR EACH ROW EXECUTE FUNCTION keep_ledger();

-- Whose signature approves releases; private keys never come here.
CREATE TABLE release_signer (
    -- RFC 8037 thumbprint.
    key_id text PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    -- Ed25519 public key, base64url.
    public_key text NOT NULL UNIQUE CHECK (public_key ~ '^[A-Za-z0-9_-]{43}$'),
    since timestamptz(3) NOT NULL,
    -- When the key was rotated out or revoked; what it signed before stays signed.
    until timestamptz(3) CHECK (until >= since),
    named_by text NOT NULL CHECK (named_by <> '')
);

CREATE UNIQUE INDEX release_signer_current ON release_signer (name) WHERE until IS NULL;

CREATE TRIGGER release_signer_kept BEFORE DELETE ON release_signer
    FOR EACH ROW EXECUTE FUNCTION keep_ledger();
