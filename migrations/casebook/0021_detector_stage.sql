-- Who put which detector into which stage, when and why?
CREATE TABLE detector_stage (
    detector text NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    -- Version in service when it was decided; later versions keep the stage.
    version integer NOT NULL CHECK (version > 0),
    change text NOT NULL CHECK (change IN ('shadow', 'promote', 'demote')),
    stage text NOT NULL CHECK (stage IN ('shadow', 'scheduled')),
    decided_by text NOT NULL CHECK (decided_by <> ''),
    decided_at timestamptz(3) NOT NULL,
    reason text NOT NULL CHECK (reason <> ''),
    CHECK ((change = 'promote') = (stage = 'scheduled')),
    PRIMARY KEY (detector, ordinal)
);

CREATE TRIGGER detector_stage_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON detector_stage
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
