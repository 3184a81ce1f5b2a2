import { Button } from '@mantine/core';
import { say } from '../shell/say.js';
import classes from './command-line.module.css';

/** A command for whoever runs the service, to be copied. */
export function CommandLine({ what, command }: { readonly what: string; readonly command: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    say('Copied');
  };
  return (
    <div className={classes.line}>
      <span>{what}</span>
      <code>{command}</code>
      <Button size="compact-xs" variant="default" onClick={() => void copy()}>
        Copy<span className="visually-hidden"> the command</span>
      </Button>
    </div>
  );
}
