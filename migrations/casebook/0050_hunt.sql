-- Which hunts did people keep under a name, and which calls did they take away as files?
CREATE TABLE saved_hunt (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL CHECK (name <> ''),
    -- Search part of its address in the one form a hunt has.
    address text NOT NULL,
    saved_by text NOT NULL CHECK (saved_by <> ''),
    saved_at timestamptz(3) NOT NULL,
    -- A deleted one stays, so that a link to it can still be answered.
    deleted_by text CHECK (deleted_by <> ''),
    deleted_at timestamptz(3),
    CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);

CREATE INDEX saved_hunt_latest ON saved_hunt (saved_at DESC, id) WHERE deleted_at IS NULL;

CREATE TABLE hunt_export (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    address text NOT NULL,
    format text NOT NULL CHECK (format IN ('csv', 'ndjson', 'parquet')),
    records bigint NOT NULL CHECK (records >= 0),
    reason text NOT NULL CHECK (reason <> ''),
    exported_by text NOT NULL CHECK (exported_by <> ''),
    exported_at timestamptz(3) NOT NULL
);

CREATE TRIGGER hunt_export_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hunt_export
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
