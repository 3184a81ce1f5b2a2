-- Against how many accounts did people act?
--
-- grain   one row; an account counts once, by its first action
-- window  the range on screen
-- cost    the accounts of confirmed incidents
SELECT count() AS accounts
FROM {{database}}.account_actioned
WHERE $__timeFilter(actioned_at)
