import { Button } from '@mantine/core';
import { Refusal } from '../api/ask.js';
import classes from './trouble.module.css';

/** Says what went wrong and what to do, where the answer would have stood. */
export function Trouble({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const { message, next } =
    error instanceof Refusal
      ? error
      : { message: 'this part of the page broke', next: 'load the page again; if it stays so, tell whoever runs it' };
  return (
    <div role="alert" className={classes.trouble}>
      <p className={classes.message}>{message}</p>
      <p className={classes.next}>{next}</p>
      {again !== undefined && (
        <Button variant="default" mt="sm" onClick={again}>
          Try again
        </Button>
      )}
    </div>
  );
}
