import { whole } from '../parts/numbers.js';
import classes from './overview.module.css';

interface Bars {
  readonly rows: readonly {
    readonly name: string;
    readonly now: number;
    readonly before: number;
    readonly note?: string;
  }[];
}

/** A bar each for now and before, with the numbers beside them. */
export function Bars({ rows }: Bars) {
  const most = Math.max(1, ...rows.flatMap(({ now, before }) => [now, before]));
  return (
    <div className={classes.bars}>
      {rows.map(({ name, now, before, note }) => (
        <div key={name} className={classes.barRow}>
          <span className={classes.barName} title={note}>
            {name}
            {note !== undefined && <span className={classes.barNote}>{note}</span>}
          </span>
          <span className={classes.barPair} aria-hidden="true">
            <span className={classes.bar} style={{ width: `${(100 * now) / most}%`, minWidth: now > 0 ? 2 : 0 }} />
            <span
              className={classes.former}
              style={{ width: `${(100 * before) / most}%`, minWidth: before > 0 ? 2 : 0 }}
            />
          </span>
          <span className={classes.barSaid}>
            <b>{whole(now)}</b> <span className={classes.muted}>before {whole(before)}</span>
          </span>
        </div>
      ))}
    </div>
  );
}
