import { type Command, keyName } from './commands.js';
import { useKeyMap } from './key-desk.js';
import classes from './key-hint.module.css';

/** The key beside a button's words; silent to screen readers, which have the button itself. */
export function KeyHint({ command }: { readonly command: Command }) {
  const { map } = useKeyMap();
  if (!map.isOn) return null;
  return (
    <span className={classes.key} aria-hidden="true">
      {keyName(map.keys[command])}
    </span>
  );
}
