-- Which refused lines were loaded again, in which segment, and what became of them?
CREATE TABLE redrive (
    -- The new segment, which lies in the spool until its lines are settled.
    id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{32}$'),
    received_at timestamptz(3) NOT NULL,
    -- The only one its lines may name, as their key was bound to it; empty where no key vouched for one.
    source text NOT NULL,
    state text NOT NULL CHECK (state IN ('written', 'stored', 'settled')),
    -- Segment, line and seconds of receipt of each refused line.
    lines jsonb NOT NULL,
    books jsonb,
    CHECK ((books IS NULL) = (state = 'written'))
);

CREATE INDEX redrive_unsettled ON redrive (received_at) WHERE state <> 'settled';
