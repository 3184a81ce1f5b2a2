import { notifications } from '@mantine/notifications';
import { Refusal } from '../api/ask.js';

const CLOSE = { 'aria-label': 'Close' };

/** Tells in a corner of the page, and to screen readers, what became of something; of an error also what to do. */
export function say(what: string | Error): void {
  if (typeof what === 'string') {
    notifications.show({ message: what, closeButtonProps: CLOSE });
    return;
  }
  const next = what instanceof Refusal ? what.next : 'load the page again';
  notifications.show({ color: 'red', title: what.message, message: next, autoClose: 15_000, closeButtonProps: CLOSE });
}
