-- Which accounts were drawn for blind review, by which known probability, and what did people say of them?

-- Whether its detector, score and sentence are withheld: of items of the audit sample for ever, and of some of the
-- detectors' own incidents until they are decided, so that nobody can tell one from the other.
ALTER TABLE incident ADD COLUMN blind boolean NOT NULL DEFAULT false;

DROP INDEX incident_facets;
CREATE INDEX incident_facets ON incident (
    state, category, severity, detector, opened_at, assignee, snoozed_until, opinion_wanted, blind, id
) WHERE merged_into IS NULL;

CREATE FUNCTION end_blindness() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.blind := false;
    RETURN NEW;
END
$$;

CREATE TRIGGER incident_decided BEFORE UPDATE OF state ON incident FOR EACH ROW
    WHEN (NEW.blind AND NEW.origin <> 'sample' AND NEW.state IN ('confirmed', 'dismissed'))
    EXECUTE FUNCTION end_blindness();

-- One draw for one ISO week.
CREATE TABLE audit_sample (
    week text PRIMARY KEY CHECK (week ~ '^\d{4}-W\d\d$'),
    week_from timestamptz(3) NOT NULL,
    week_until timestamptz(3) NOT NULL CHECK (week_until = week_from + interval '7 days'),
    -- What orders the accounts; the same seed on the same population draws the same ones.
    seed text NOT NULL CHECK (seed ~ '^[0-9a-f]{64}$'),
    -- Accounts asked for in all, and at least of each stratum.
    size integer NOT NULL CHECK (size > 0),
    floor integer NOT NULL CHECK (floor > 0),
    drawn_by text NOT NULL CHECK (drawn_by <> ''),
    drawn_at timestamptz(3) NOT NULL
);

-- Accounts that called in the week, by the strongest thing a detector said of them then.
CREATE TABLE audit_stratum (
    week text NOT NULL REFERENCES audit_sample (week),
    stratum text NOT NULL CHECK (stratum IN ('act', 'report', 'shadow', 'none')),
    population integer NOT NULL CHECK (population >= 0),
    drawn integer NOT NULL CHECK (drawn BETWEEN 0 AND population),
    -- Share of misuse that was presumed of it when the draw was divided.
    presumed double precision NOT NULL CHECK (presumed > 0 AND presumed < 1),
    PRIMARY KEY (week, stratum)
);

CREATE TABLE audit_item (
    week text NOT NULL,
    account text NOT NULL,
    stratum text NOT NULL,
    -- By which it could be drawn: drawn / population of its stratum.
    probability double precision NOT NULL CHECK (probability > 0 AND probability <= 1),
    incident text NOT NULL UNIQUE REFERENCES incident (id) ON DELETE RESTRICT,
    PRIMARY KEY (week, account),
    FOREIGN KEY (week, stratum) REFERENCES audit_stratum (week, stratum)
);

CREATE TRIGGER audit_sample_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_sample
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_stratum_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_stratum
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_item_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_item
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
