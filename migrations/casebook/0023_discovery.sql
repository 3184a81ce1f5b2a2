-- What have analysts said of the clusters that no policy and no detector explains?
CREATE TABLE discovery_mark (
    -- Name of the cluster, which is a campaign to the casebook.
    discovery text NOT NULL CHECK (discovery ~ '^[0-9a-f]{32}$'),
    ordinal integer NOT NULL CHECK (ordinal > 0),
    -- Looked at: nothing to do at present. Explained: known to be something else, as the reason says.
    mark text NOT NULL CHECK (mark IN ('looked_at', 'explained')),
    marked_by text NOT NULL CHECK (marked_by <> ''),
    marked_at timestamptz(3) NOT NULL,
    reason text NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (discovery, ordinal)
);

CREATE TRIGGER discovery_mark_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON discovery_mark
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
