-- What time is it at the warehouse?
SELECT toFloat64(toUnixTimestamp64Milli(now64(3, 'UTC'))) AS at
