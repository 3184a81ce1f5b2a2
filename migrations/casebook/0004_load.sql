-- Which files were given to be loaded, in which segments, and what became of their lines?
CREATE TABLE load (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL,
    content_hash text CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    attempt integer NOT NULL CHECK (attempt > 0),
    resumed integer NOT NULL DEFAULT 0 CHECK (resumed >= 0),
    state text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    started_at timestamptz(3) NOT NULL,
    finished_at timestamptz(3),
    received bigint NOT NULL DEFAULT 0,
    stored bigint NOT NULL DEFAULT 0,
    duplicate bigint NOT NULL DEFAULT 0,
    quarantined bigint NOT NULL DEFAULT 0,
    dropped bigint NOT NULL DEFAULT 0,
    CHECK (received = stored + duplicate + quarantined + dropped),
    CHECK ((finished_at IS NULL) = (state = 'running')),
    UNIQUE (content_hash, attempt)
);

CREATE TABLE segment (
    id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]+$'),
    load uuid NOT NULL REFERENCES load (id),
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    first_line bigint NOT NULL CHECK (first_line > 0),
    lines integer NOT NULL CHECK (lines >= 0),
    bytes bigint NOT NULL CHECK (bytes >= 0),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    state text NOT NULL CHECK (state IN ('written', 'stored')),
    books jsonb,
    CHECK ((books IS NOT NULL) = (state = 'stored')),
    UNIQUE (load, ordinal)
);

CREATE INDEX segment_written ON segment (load, ordinal) WHERE state = 'written';
