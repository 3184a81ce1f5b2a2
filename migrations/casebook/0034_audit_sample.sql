-- Which usage was drawn by a known probability for blind review, and what did reviewers say of it?
CREATE TABLE audit_sample (
    week text PRIMARY KEY CHECK (week ~ '^[0-9]{4}-W[0-9]{2}$'),
    window_from timestamptz(3) NOT NULL,
    window_until timestamptz(3) NOT NULL,
    seed text NOT NULL,
    drawn_by text NOT NULL,
    drawn_at timestamptz(3) NOT NULL
);

CREATE TABLE audit_stratum (
    week text NOT NULL REFERENCES audit_sample (week),
    stratum text NOT NULL CHECK (stratum IN ('act', 'report', 'shadow', 'unflagged')),
    accounts integer NOT NULL CHECK (accounts >= 0),
    drawn integer NOT NULL CHECK (drawn BETWEEN 0 AND accounts),
    PRIMARY KEY (week, stratum)
);

CREATE TABLE audit_unit (
    week text NOT NULL,
    account text NOT NULL,
    stratum text NOT NULL,
    -- The case under which it is reviewed; its dispositions are the label, the first one counts.
    incident text NOT NULL UNIQUE REFERENCES incident (id) ON DELETE RESTRICT,
    PRIMARY KEY (week, account),
    FOREIGN KEY (week, stratum) REFERENCES audit_stratum (week, stratum)
);

CREATE TRIGGER audit_unit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_unit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
