-- What privacy has each public table of each release spent?
--
-- grain   one row per entry of the ledger
-- window  all of them
-- cost    one pass over a short table
SELECT
    sequence::float8 AS sequence,
    release,
    period,
    year,
    public_table,
    purpose,
    (rho_numerator / rho_denominator)::float8 AS rho,
    at
FROM privacy_ledger
ORDER BY sequence
