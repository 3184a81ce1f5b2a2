-- How many calls does a hunt find?
--
-- grain   one row
-- window  [from, until) of the call's start, UTC
-- cost    one pass over the columns named in the filter
SELECT count() AS records
FROM usage
WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}
    -- No call is received more than a day before it starts.
    AND received_at >= {since:DateTime64(3, 'UTC')} - INTERVAL 2 DAY
    AND {{filter}}
