import type { ReactNode } from 'react';
import classes from './page-body.module.css';

/** The room below a page's head; `flush` lays a table on one sheet. */
export function PageBody({ flush = false, children }: { readonly flush?: boolean; readonly children: ReactNode }) {
  return <div className={classes.body}>{flush ? <div className={classes.sheet}>{children}</div> : children}</div>;
}
