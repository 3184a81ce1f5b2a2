-- What is to be done against which accounts, what was done, and what is in force?
CREATE TABLE action_set (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    incident text NOT NULL REFERENCES incident (id) ON DELETE RESTRICT,
    action text NOT NULL CHECK (action IN ('none', 'warning', 'limit', 'suspension', 'ban')),
    state text NOT NULL CHECK (state IN ('drafted', 'executing', 'executed', 'undone', 'expired', 'cancelled')),
    reason text NOT NULL CHECK (reason <> ''),
    -- The preview its drafter saw; none of a set that a disposition made.
    blast_radius jsonb,
    -- Which disposition of the incident made it; none of a set that somebody drafted.
    disposition integer CHECK (disposition > 0),
    -- Of the accounts in seeded order, how many were asked for so far.
    percent integer NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
    drafted_by text NOT NULL CHECK (drafted_by <> ''),
    drafted_at timestamptz(3) NOT NULL,
    executed_by text,
    executed_at timestamptz(3),
    expires_at timestamptz(3) CHECK (expires_at > drafted_at),
    ended_by text,
    ended_at timestamptz(3),
    CHECK ((executed_by IS NULL) = (executed_at IS NULL)),
    CHECK ((executed_by IS NULL) = (percent = 0)),
    CHECK ((blast_radius IS NULL) = (disposition IS NOT NULL)),
    UNIQUE (incident, disposition)
);

CREATE INDEX action_set_incident ON action_set (incident, drafted_at DESC);
CREATE INDEX action_set_live ON action_set (expires_at) WHERE state IN ('executing', 'executed');

CREATE TABLE action_target (
    action_set uuid NOT NULL REFERENCES action_set (id),
    account text NOT NULL,
    -- Place in the seeded order.
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    state text NOT NULL CHECK (state IN ('waiting', 'due', 'applied', 'skipped', 'undone', 'kept', 'expired', 'cancelled')),
    due_at timestamptz(3),
    applied_at timestamptz(3),
    ended_at timestamptz(3),
    note text NOT NULL DEFAULT '',
    PRIMARY KEY (action_set, account),
    UNIQUE (action_set, ordinal)
);

CREATE INDEX action_target_account ON action_target (account) WHERE applied_at IS NOT NULL;
CREATE INDEX action_target_due ON action_target (due_at) WHERE state = 'due';

CREATE TABLE appeal (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    incident text NOT NULL REFERENCES incident (id) ON DELETE RESTRICT,
    account text NOT NULL,
    statement text NOT NULL CHECK (statement <> ''),
    received_at timestamptz(3) NOT NULL,
    filed_by text NOT NULL CHECK (filed_by <> ''),
    filed_at timestamptz(3) NOT NULL,
    outcome text CHECK (outcome IN ('upheld', 'reversed')),
    reason text CHECK (reason <> ''),
    judged_by text,
    judged_at timestamptz(3),
    CHECK ((outcome IS NULL) = (judged_by IS NULL) AND (outcome IS NULL) = (judged_at IS NULL) AND (outcome IS NULL) = (reason IS NULL))
);

CREATE INDEX appeal_incident ON appeal (incident);
-- One open appeal of an account at a time.
CREATE UNIQUE INDEX appeal_open ON appeal (account) WHERE outcome IS NULL;
