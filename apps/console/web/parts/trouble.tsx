import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Refusal } from '../api/ask.js';
import classes from './trouble.module.css';

/** Says what went wrong and what to do, where the answer would have stood. */
export function Trouble({
  error,
  again,
  children,
}: {
  readonly error: unknown;
  readonly again?: () => void;
  /** Another way out. */
  readonly children?: ReactNode;
}) {
  const { message, next } =
    error instanceof Refusal
      ? error
      : { message: 'this part of the page broke', next: 'load the page again; if it stays so, tell whoever runs it' };
  return (
    <div role="alert" className={classes.trouble}>
      <p className={classes.message}>{message}</p>
      <p className={classes.next}>{next}</p>
      <Group gap="xs" mt="sm">
        {again !== undefined && (
          <Button variant="default" onClick={again}>
            Try again
          </Button>
        )}
        {children}
      </Group>
    </div>
  );
}
