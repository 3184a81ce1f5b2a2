-- What time is it at the casebook?
SELECT clock_timestamp() AS at
