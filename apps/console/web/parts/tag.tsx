import type { ReactNode } from 'react';
import classes from './tag.module.css';

export type Tone = 'plain' | 'ink' | 'good' | 'low' | 'medium' | 'high' | 'critical';

/** A word in a box; its tone repeats what the word says and never says more. */
export function Tag({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  );
}
