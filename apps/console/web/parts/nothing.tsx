import type { ReactNode } from 'react';
import classes from './nothing.module.css';

/** An empty place that says why it is empty and what fills it. */
export function Nothing({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={classes.nothing}>
      <p className={classes.title}>{title}</p>
      {children !== undefined && <div className={classes.what}>{children}</div>}
    </div>
  );
}
