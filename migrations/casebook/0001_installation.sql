-- What is this installation, and since when?
CREATE TABLE installation (
    sole boolean PRIMARY KEY DEFAULT true CHECK (sole),
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    demo boolean NOT NULL,
    created_at timestamptz(3) NOT NULL
);
