-- What have people done about an incident beside deciding it?
ALTER TABLE incident
    -- Findings make most incidents; people split some off, and the audit sample draws others.
    ADD COLUMN origin text NOT NULL DEFAULT 'findings' CHECK (origin IN ('findings', 'split', 'sample')),
    -- Whether anybody has worked on it; from then on it is never withdrawn.
    ADD COLUMN worked boolean NOT NULL DEFAULT false,
    -- 0 low, 1 normal, 2 high, 3 urgent.
    ADD COLUMN priority smallint NOT NULL DEFAULT 1 CHECK (priority BETWEEN 0 AND 3),
    ADD COLUMN assignee uuid REFERENCES person (id),
    ADD COLUMN snoozed_until timestamptz(3),
    ADD COLUMN opinion_wanted boolean NOT NULL DEFAULT false,
    ADD COLUMN notes integer NOT NULL DEFAULT 0 CHECK (notes >= 0),
    ADD COLUMN merged_into text REFERENCES incident (id),
    ADD COLUMN split_from text REFERENCES incident (id),
    -- Priority first, then severity; what the queue is sorted by.
    ADD COLUMN urgency smallint NOT NULL GENERATED ALWAYS AS (
        priority * 4 + CASE severity WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 ELSE 3 END
    ) STORED,
    ADD CHECK (merged_into <> id),
    ADD CHECK ((origin = 'split') = (split_from IS NOT NULL));

CREATE INDEX incident_urgent ON incident (urgency DESC, last_seen DESC, id DESC) WHERE merged_into IS NULL;
CREATE INDEX incident_oldest ON incident (opened_at, id) WHERE merged_into IS NULL;
CREATE INDEX incident_merged_into ON incident (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX incident_split_from ON incident (split_from) WHERE split_from IS NOT NULL;
-- What the queue counts, so that counting reads the index alone.
CREATE INDEX incident_facets ON incident (state, category, severity, detector, opened_at, assignee, snoozed_until, opinion_wanted, id)
    WHERE merged_into IS NULL;

-- Who works on an incident until when; one person at a time.
CREATE TABLE claim (
    incident text PRIMARY KEY REFERENCES incident (id) ON DELETE CASCADE,
    person uuid NOT NULL REFERENCES person (id),
    since timestamptz(3) NOT NULL,
    until timestamptz(3) NOT NULL CHECK (until > since)
);

CREATE TABLE note (
    incident text NOT NULL REFERENCES incident (id) ON DELETE RESTRICT,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    written_by text NOT NULL CHECK (written_by <> ''),
    written_at timestamptz(3) NOT NULL,
    text text NOT NULL CHECK (text <> ''),
    PRIMARY KEY (incident, ordinal)
);

CREATE TRIGGER note_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON note
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One question at a time; the next one waits for the answer.
CREATE TABLE second_opinion (
    incident text NOT NULL REFERENCES incident (id) ON DELETE RESTRICT,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    asked_by text NOT NULL CHECK (asked_by <> ''),
    asked_at timestamptz(3) NOT NULL,
    question text NOT NULL CHECK (question <> ''),
    verdict text CHECK (verdict IN ('confirmed', 'dismissed', 'uncertain')),
    reason text CHECK (reason <> ''),
    answered_by text CHECK (answered_by <> asked_by),
    answered_at timestamptz(3),
    CHECK ((verdict IS NULL) = (answered_by IS NULL) AND (verdict IS NULL) = (answered_at IS NULL) AND (verdict IS NULL) = (reason IS NULL)),
    PRIMARY KEY (incident, ordinal)
);

CREATE TABLE referral (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    incident text NOT NULL REFERENCES incident (id) ON DELETE RESTRICT,
    authority text NOT NULL CHECK (authority <> ''),
    -- Number the authority gave it; empty while there is none.
    reference text NOT NULL,
    reason text NOT NULL CHECK (reason <> ''),
    referred_by text NOT NULL CHECK (referred_by <> ''),
    referred_at timestamptz(3) NOT NULL
);

CREATE INDEX referral_incident ON referral (incident);

CREATE TRIGGER referral_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON referral
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Members that people moved from one incident into another of their own; findings go on naming both together.
CREATE TABLE split_member (
    incident text NOT NULL REFERENCES incident (id) ON DELETE RESTRICT,
    account text NOT NULL,
    into_incident text NOT NULL REFERENCES incident (id) ON DELETE RESTRICT,
    PRIMARY KEY (incident, account)
);
