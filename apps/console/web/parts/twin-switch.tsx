import classes from './twin-switch.module.css';

/** Turns a picture into the table that says the same, and back. */
export function TwinSwitch({
  isTable,
  onChange,
}: {
  readonly isTable: boolean;
  readonly onChange: (isTable: boolean) => void;
}) {
  return (
    <button type="button" className={classes.switch} onClick={() => onChange(!isTable)}>
      {isTable ? 'as a picture' : 'as a table'}
    </button>
  );
}
