-- Removes the accounts of one release: once it is counted nobody needs to know whose units they are.
ALTER TABLE {{private}}.release_account {{on_cluster}} DROP PARTITION {release:String}
