-- What has happened to incidents that dashboards must learn of, and has not reached the warehouse yet?
CREATE TABLE outbox (
    -- Facts of one incident come in the order of their numbers, for its row is locked while they are written.
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    fact text NOT NULL CHECK (fact IN (
        'opened', 'changed', 'withdrawn', 'claimed', 'disposed', 'applied', 'undone', 'expired', 'appealed', 'judged'
    )),
    at timestamptz(3) NOT NULL,
    incident text NOT NULL,
    body jsonb NOT NULL,
    -- Under which token it is on its way; its rows go when the warehouse has them.
    batch text CHECK (batch ~ '^[0-9a-f]{32}$')
);

CREATE INDEX outbox_under_way ON outbox (batch, sequence) WHERE batch IS NOT NULL;

-- An incident as it stands, without anybody's name.
CREATE FUNCTION told_of(incident) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_build_object(
        'detector', $1.detector, 'version', $1.version, 'category', $1.category, 'severity', $1.severity, 'point', $1.point,
        'origin', $1.origin, 'accounts', $1.accounts, 'merged', $1.merged_into IS NOT NULL,
        'first_seen', $1.first_seen, 'last_seen', $1.last_seen
    )
$$;

CREATE FUNCTION tell_incident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN
            INSERT INTO outbox (fact, at, incident, body) VALUES ('opened', NEW.opened_at, NEW.id, told_of(NEW));
        WHEN 'UPDATE' THEN
            INSERT INTO outbox (fact, at, incident, body) VALUES ('changed', now(), NEW.id, told_of(NEW));
        WHEN 'DELETE' THEN
            INSERT INTO outbox (fact, at, incident, body) VALUES ('withdrawn', now(), OLD.id, told_of(OLD));
    END CASE;
    RETURN NULL;
END
$$;

CREATE TRIGGER incident_opened AFTER INSERT OR DELETE ON incident FOR EACH ROW EXECUTE FUNCTION tell_incident();
-- Only what dashboards show: a note is no news to them.
CREATE TRIGGER incident_changed AFTER UPDATE ON incident FOR EACH ROW
    WHEN (told_of(OLD) IS DISTINCT FROM told_of(NEW))
    EXECUTE FUNCTION tell_incident();

-- That somebody works on it, and since when; who it is concerns no dashboard.
CREATE FUNCTION tell_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO outbox (fact, at, incident, body) VALUES ('claimed', NEW.since, NEW.incident, '{}');
    RETURN NULL;
END
$$;

CREATE TRIGGER claim_begun AFTER INSERT ON claim FOR EACH ROW EXECUTE FUNCTION tell_claim();
-- A lease that is prolonged began before.
CREATE TRIGGER claim_taken_over AFTER UPDATE ON claim FOR EACH ROW
    WHEN (OLD.person <> NEW.person)
    EXECUTE FUNCTION tell_claim();

CREATE FUNCTION tell_disposition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO outbox (fact, at, incident, body) VALUES ('disposed', NEW.decided_at, NEW.incident, jsonb_build_object(
        'verdict', NEW.verdict, 'category', NEW.category, 'policy_version', NEW.policy_version, 'action', NEW.action
    ));
    RETURN NULL;
END
$$;

CREATE TRIGGER disposition_told AFTER INSERT ON disposition FOR EACH ROW EXECUTE FUNCTION tell_disposition();

CREATE FUNCTION tell_enforcement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO outbox (fact, at, incident, body)
    SELECT
        NEW.state,
        CASE NEW.state WHEN 'applied' THEN NEW.applied_at ELSE NEW.ended_at END,
        action_set.incident,
        jsonb_build_object('action_set', NEW.action_set, 'account', NEW.account, 'action', action_set.action)
    FROM action_set
    WHERE action_set.id = NEW.action_set;
    RETURN NULL;
END
$$;

CREATE TRIGGER action_target_applied AFTER UPDATE OF state ON action_target FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND NEW.state IN ('applied', 'undone', 'expired'))
    EXECUTE FUNCTION tell_enforcement();

CREATE FUNCTION tell_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO outbox (fact, at, incident, body) VALUES (
        CASE TG_OP WHEN 'INSERT' THEN 'appealed' ELSE 'judged' END,
        CASE TG_OP WHEN 'INSERT' THEN NEW.filed_at ELSE NEW.judged_at END,
        NEW.incident,
        jsonb_build_object('account', NEW.account, 'outcome', NEW.outcome)
    );
    RETURN NULL;
END
$$;

CREATE TRIGGER appeal_filed AFTER INSERT ON appeal FOR EACH ROW EXECUTE FUNCTION tell_appeal();
CREATE TRIGGER appeal_judged AFTER UPDATE ON appeal FOR EACH ROW
    WHEN (OLD.outcome IS NULL AND NEW.outcome IS NOT NULL)
    EXECUTE FUNCTION tell_appeal();
