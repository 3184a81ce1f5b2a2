import { type ReactNode, useEffect } from 'react';
import classes from './page-head.module.css';

interface PageHead {
  readonly title: string;
  /** What the page answers, in one line. */
  readonly says?: ReactNode;
  readonly aside?: ReactNode;
}

/** The head of a page that is not one incident's; also names the browser's tab. */
export function PageHead({ title, says, aside }: PageHead) {
  useTitle(title);
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{title}</h1>
      {says !== undefined && <p className={classes.says}>{says}</p>}
      {aside !== undefined && <div className={classes.aside}>{aside}</div>}
    </header>
  );
}

/** Names the browser's tab. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Usewatch`;
  }, [title]);
}
