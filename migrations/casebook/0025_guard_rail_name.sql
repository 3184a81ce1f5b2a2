-- Under which other names does an exception or a shared network hold, since pseudonyms are rotated now and then?
CREATE TABLE guard_rail_name (
    -- Of a row of subject_exception or shared_network.
    entry uuid NOT NULL,
    -- Pseudonym.
    subject text NOT NULL CHECK (subject <> ''),
    found_at timestamptz(3) NOT NULL,
    PRIMARY KEY (entry, subject)
);

-- The network that a person named by an address in it: nothing else links the names that a network bears.
CREATE TABLE guard_rail_original (
    entry uuid PRIMARY KEY,
    -- AES-256-GCM of the network under the identity key, hexadecimal; nonce = first 12 bytes of the entry's pseudonym.
    sealed text NOT NULL CHECK (sealed ~ '^([0-9a-f]{2})+$')
);
