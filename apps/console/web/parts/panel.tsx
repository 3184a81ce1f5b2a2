import { type ReactNode, useId } from 'react';
import classes from './panel.module.css';

interface Panel {
  readonly title: string;
  /** What the numbers mean, in a few words beside the title. */
  readonly note?: ReactNode;
  readonly aside?: ReactNode;
  /** Without room around its content, for tables and lists. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A part of a page under its own heading. */
export function Panel({ title, note, aside, flush = false, children }: Panel) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {note !== undefined && <span className={classes.note}>{note}</span>}
        {aside !== undefined && <div className={classes.aside}>{aside}</div>}
      </header>
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}
