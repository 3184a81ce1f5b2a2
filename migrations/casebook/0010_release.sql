-- Which releases were drafted, from what snapshot, with which measurements, and what privacy has the year spent?
CREATE TABLE release (
    id text PRIMARY KEY,
    period text NOT NULL CHECK (period ~ '^[0-9]{4}-Q[1-4]$'),
    year integer NOT NULL,
    version text NOT NULL,
    state text NOT NULL CHECK (state IN (
        'planned', 'snapshot', 'measuring', 'measured', 'checked', 'review', 'approved', 'scheduled', 'published',
        'superseded', 'withdrawn', 'failed', 'rejected', 'abandoned'
    )),
    demo boolean NOT NULL,
    drafted_by text NOT NULL,
    drafted_at timestamptz(3) NOT NULL,
    snapshot_rows integer CHECK (snapshot_rows >= 0),
    snapshot_hash text CHECK (snapshot_hash ~ '^[0-9a-f]{64}$'),
    snapshot_at timestamptz(3),
    spec_hash text CHECK (spec_hash ~ '^[0-9a-f]{64}$'),
    costs jsonb,
    measurements jsonb,
    measured_at timestamptz(3),
    CHECK ((snapshot_hash IS NULL) = (snapshot_rows IS NULL) AND (snapshot_hash IS NULL) = (snapshot_at IS NULL)),
    CHECK ((spec_hash IS NULL) = (costs IS NULL)),
    CHECK ((measurements IS NULL) = (measured_at IS NULL)),
    CHECK (measurements IS NOT NULL OR state IN ('planned', 'snapshot', 'measuring', 'failed', 'abandoned'))
);

-- One release a period at any time: nobody can draw beside a release that already has its noise.
CREATE UNIQUE INDEX release_live ON release (period)
    WHERE state NOT IN ('superseded', 'withdrawn', 'failed', 'rejected', 'abandoned');

CREATE TABLE privacy_ledger (
    sequence bigint PRIMARY KEY CHECK (sequence > 0),
    prev text NOT NULL UNIQUE CHECK (prev ~ '^[0-9a-f]{64}$'),
    hash text NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$'),
    spec_hash text NOT NULL CHECK (spec_hash ~ '^[0-9a-f]{64}$'),
    release text NOT NULL REFERENCES release (id),
    period text NOT NULL,
    year integer NOT NULL,
    public_table text NOT NULL,
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
CREATE TRIGGER release_no_delete BEFORE DELETE ON release
    FOR EACH ROW EXECUTE FUNCTION keep_ledger();
