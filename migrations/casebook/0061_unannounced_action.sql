-- Which actions of executed sets have cases to be written? Filled in the transaction that does or undoes them, whoever does.
CREATE TABLE unannounced_action (
    action_set uuid NOT NULL,
    account text NOT NULL,
    state text NOT NULL CHECK (state IN ('applied', 'undone', 'expired')),
    PRIMARY KEY (action_set, account, state)
);

CREATE FUNCTION note_unannounced_action() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO unannounced_action (action_set, account, state) VALUES (NEW.action_set, NEW.account, NEW.state);
    RETURN NULL;
END
$$;

CREATE TRIGGER action_target_unannounced AFTER UPDATE OF state ON action_target FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND NEW.state IN ('applied', 'undone', 'expired'))
    EXECUTE FUNCTION note_unannounced_action();
