-- What did a bound keep a run from comparing? Null where nothing was left out.
ALTER TABLE run ADD COLUMN left_out text;
