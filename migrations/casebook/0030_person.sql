-- Who may sign in to the desk, as what, and who is signed in?
CREATE TABLE person (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    login text NOT NULL UNIQUE CHECK (login ~ '^[a-z0-9][a-z0-9._@-]{0,62}$'),
    name text NOT NULL CHECK (name <> ''),
    role text NOT NULL CHECK (role IN ('viewer', 'investigator', 'lead', 'publisher', 'admin')),
    -- scrypt with its cost and salt; null until one is chosen, or where only a provider vouches for the person.
    password text,
    -- Issuer and subject as a provider of OpenID Connect names them.
    oidc_issuer text,
    oidc_subject text,
    created_at timestamptz(3) NOT NULL,
    disabled_at timestamptz(3),
    last_signed_in_at timestamptz(3),
    CHECK ((oidc_issuer IS NULL) = (oidc_subject IS NULL)),
    UNIQUE (oidc_issuer, oidc_subject)
);

-- Links that work once: of the token behind `#` only its SHA-256 is kept.
CREATE TABLE sign_in_link (
    token bytea PRIMARY KEY CHECK (octet_length(token) = 32),
    purpose text NOT NULL CHECK (purpose IN ('first_admin', 'password')),
    person uuid REFERENCES person (id),
    created_at timestamptz(3) NOT NULL,
    expires_at timestamptz(3) NOT NULL CHECK (expires_at > created_at),
    -- When it was used, or a later link took its place.
    ended_at timestamptz(3),
    CHECK ((purpose = 'first_admin') = (person IS NULL))
);

CREATE TABLE session (
    token bytea PRIMARY KEY CHECK (octet_length(token) = 32),
    person uuid NOT NULL REFERENCES person (id),
    began_at timestamptz(3) NOT NULL,
    last_seen_at timestamptz(3) NOT NULL,
    ends_at timestamptz(3) NOT NULL CHECK (ends_at > began_at),
    ended_at timestamptz(3)
);

CREATE INDEX session_person ON session (person) WHERE ended_at IS NULL;

-- Failed attempts since the last that succeeded, by login or by network.
CREATE TABLE sign_in_failure (
    subject text PRIMARY KEY CHECK (subject ~ '^(login|network):'),
    failures integer NOT NULL CHECK (failures > 0),
    last_at timestamptz(3) NOT NULL
);
