-- Whose data was removed, when, by whom, why, and how much of it?
CREATE TABLE forget_receipt (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind text NOT NULL CHECK (kind IN ('account', 'key')),
    -- As the warehouse knew the subject, the current name first; the original stands nowhere.
    pseudonyms text[] NOT NULL CHECK (cardinality(pseudonyms) >= 1),
    forgotten_by text NOT NULL CHECK (forgotten_by <> ''),
    reason text NOT NULL,
    started_at timestamptz(3) NOT NULL,
    -- Absent until the last table is done; the same command goes on with it.
    finished_at timestamptz(3),
    -- By place in the warehouse: rows, and whether they are gone.
    removed jsonb NOT NULL,
    -- Where it could not look: damaged pieces of the spool, lines in them that cannot be read, segments not stored yet. Absent until finished.
    unsearched jsonb,
    CHECK ((unsearched IS NULL) = (finished_at IS NULL))
);

CREATE UNIQUE INDEX forget_receipt_unfinished ON forget_receipt (kind, (pseudonyms[1])) WHERE finished_at IS NULL;
