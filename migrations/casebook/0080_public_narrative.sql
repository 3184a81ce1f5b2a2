-- What was the public told of misuse, beside the tables that count it too?
CREATE TABLE public_narrative (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Quarter whose decisions it speaks of.
    period text NOT NULL CHECK (period ~ '^[0-9]{4}-Q[1-4]$'),
    -- Where it can be read.
    place text NOT NULL CHECK (place <> '' AND length(place) <= 500),
    -- What it says, or the sentence that tells most.
    says text NOT NULL CHECK (says <> '' AND length(says) <= 2000),
    category text NOT NULL CHECK (category ~ '^[A-Z]{3}$'),
    -- Codes of other dimensions that it names.
    codes text[] NOT NULL,
    -- Actors it claims.
    claimed integer NOT NULL CHECK (claimed >= 0),
    registered_by text NOT NULL CHECK (registered_by <> ''),
    registered_at timestamptz(3) NOT NULL
);

CREATE TRIGGER public_narrative_append_only BEFORE UPDATE OR DELETE ON public_narrative
    FOR EACH ROW EXECUTE FUNCTION keep_ledger();
