-- What has changed that others must learn of, in an order that no reader can miss anything of?
CREATE TABLE outbox (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Transaction that wrote it: a reader goes no further than the oldest one still under way.
    written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    topic text NOT NULL CHECK (topic IN ('incident', 'enforcement')),
    body jsonb NOT NULL
);

CREATE INDEX outbox_order ON outbox (written_in, sequence);

CREATE FUNCTION tell_incident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO outbox (topic, body) VALUES ('incident', jsonb_build_object(
        'incident', NEW.id, 'detector', NEW.detector, 'version', NEW.version, 'category', NEW.category,
        'severity', NEW.severity, 'state', NEW.state, 'point', NEW.point, 'accounts', NEW.accounts,
        'origin', NEW.origin, 'dispositions', NEW.dispositions,
        'merged', NEW.merged_into IS NOT NULL,
        'opened_at', NEW.opened_at, 'first_seen', NEW.first_seen, 'last_seen', NEW.last_seen, 'decided_at', NEW.decided_at
    ));
    RETURN NULL;
END
$$;

-- Only what dashboards show: a claim or a note is no news to them.
CREATE TRIGGER incident_opened AFTER INSERT ON incident FOR EACH ROW EXECUTE FUNCTION tell_incident();
CREATE TRIGGER incident_changed AFTER UPDATE ON incident FOR EACH ROW
    WHEN ((OLD.version, OLD.category, OLD.severity, OLD.state, OLD.point, OLD.accounts, OLD.dispositions, OLD.merged_into, OLD.first_seen, OLD.last_seen)
        IS DISTINCT FROM (NEW.version, NEW.category, NEW.severity, NEW.state, NEW.point, NEW.accounts, NEW.dispositions, NEW.merged_into, NEW.first_seen, NEW.last_seen))
    EXECUTE FUNCTION tell_incident();

CREATE FUNCTION tell_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO outbox (topic, body) VALUES ('incident', jsonb_build_object(
        'incident', OLD.id, 'detector', OLD.detector, 'version', OLD.version, 'category', OLD.category,
        'severity', OLD.severity, 'state', 'withdrawn', 'point', OLD.point, 'accounts', OLD.accounts,
        'origin', OLD.origin, 'dispositions', OLD.dispositions, 'merged', false,
        'opened_at', OLD.opened_at, 'first_seen', OLD.first_seen, 'last_seen', OLD.last_seen, 'decided_at', NULL
    ));
    RETURN NULL;
END
$$;

CREATE TRIGGER incident_withdrawn AFTER DELETE ON incident FOR EACH ROW EXECUTE FUNCTION tell_withdrawn();

-- From and to which action an account stands; webhooks and verdicts follow these.
CREATE FUNCTION tell_enforcement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO outbox (topic, body)
    SELECT 'enforcement', jsonb_build_object(
        'action_set', NEW.action_set, 'incident', action_set.incident, 'account', NEW.account, 'action', action_set.action,
        'state', NEW.state, 'applied_at', NEW.applied_at, 'ended_at', NEW.ended_at, 'expires_at', action_set.expires_at
    )
    FROM action_set
    WHERE action_set.id = NEW.action_set;
    RETURN NULL;
END
$$;

CREATE TRIGGER action_target_applied AFTER UPDATE OF state ON action_target FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND (NEW.state IN ('applied', 'undone', 'expired')))
    EXECUTE FUNCTION tell_enforcement();
