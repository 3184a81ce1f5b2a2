-- Whom do findings open no incident about, and which networks do many strangers share; says who, and until when?
CREATE TABLE subject_exception (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    subject_kind text NOT NULL CHECK (subject_kind IN ('account', 'key', 'network')),
    -- Pseudonym.
    subject text NOT NULL CHECK (subject <> ''),
    -- The only detector it concerns; all of them when null.
    detector text CHECK (detector <> ''),
    reason text NOT NULL CHECK (reason <> ''),
    added_by text NOT NULL CHECK (added_by <> ''),
    added_at timestamptz(3) NOT NULL,
    -- It holds for windows that end from here on.
    since timestamptz(3) NOT NULL,
    expires_at timestamptz(3) NOT NULL CHECK (expires_at > since),
    removed_by text CHECK (removed_by <> ''),
    removed_at timestamptz(3),
    removed_because text CHECK (removed_because <> ''),
    CHECK ((removed_at IS NULL) = (removed_by IS NULL) AND (removed_at IS NULL) = (removed_because IS NULL))
);

CREATE INDEX subject_exception_subject ON subject_exception (subject_kind, subject);

CREATE TABLE shared_network (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    subject_kind text NOT NULL CHECK (subject_kind IN ('network', 'asn')),
    -- Pseudonym of a /24 or /48, or the number of an autonomous system.
    subject text NOT NULL CHECK (subject <> ''),
    usage text NOT NULL CHECK (usage IN ('carrier_nat', 'vpn', 'cloud_egress', 'campus')),
    -- Where it is known from, so that another person can check it.
    provenance text NOT NULL CHECK (provenance <> ''),
    added_by text NOT NULL CHECK (added_by <> ''),
    added_at timestamptz(3) NOT NULL,
    -- It holds for windows that end from here on.
    since timestamptz(3) NOT NULL,
    expires_at timestamptz(3) NOT NULL CHECK (expires_at > since),
    removed_by text CHECK (removed_by <> ''),
    removed_at timestamptz(3),
    removed_because text CHECK (removed_because <> ''),
    CHECK (subject_kind <> 'asn' OR subject ~ '^[1-9][0-9]{0,9}$'),
    CHECK ((removed_at IS NULL) = (removed_by IS NULL) AND (removed_at IS NULL) = (removed_because IS NULL))
);

CREATE INDEX shared_network_subject ON shared_network (subject_kind, subject);
