import type { KeyboardEvent, ReactNode } from 'react';
import { Refusal } from '../api/ask.js';
import classes from './dialog-parts.module.css';

/** Why a deed was refused, with a way out below. */
export function DialogTrouble({ error, children }: { readonly error: Error | null; readonly children?: ReactNode }) {
  if (error === null) return null;
  return (
    <div role="alert" className={classes.trouble}>
      <strong>{error.message}</strong>
      <span>{error instanceof Refusal ? error.next : 'try again'}; what you typed is still here.</span>
      {children}
    </div>
  );
}

/** Sends a form from within a text of several lines. */
export function onControlEnter(send: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
}
