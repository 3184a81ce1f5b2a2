-- How many tables of the warehouse hold rows?
--
-- grain   one row
-- window  both databases; without keys and what every start provides
-- cost    reads the catalogue only
SELECT count() AS tables
FROM system.tables
WHERE
    database IN ({main:String}, {private:String})
    AND total_rows > 0
    AND name NOT IN ('migration', 'public_suffix', 'secret')
