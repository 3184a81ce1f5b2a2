import classes from './severity-mark.module.css';

const LEVELS = ['low', 'medium', 'high', 'critical'] as const;

export type Severity = (typeof LEVELS)[number];

/**
 * How urgently an incident wants attention: one to four bars and a colour, and always in words too.
 *
 * @param bare  bars alone to the eye, where a column head says what they are
 */
export function SeverityMark({ severity, bare = false }: { readonly severity: Severity; readonly bare?: boolean }) {
  const level = LEVELS.indexOf(severity);
  return (
    <span className={classes.mark} data-severity={severity}>
      <svg width="16" height="12" viewBox="0 0 16 12" aria-hidden="true">
        {LEVELS.map((name, bar) => (
          <rect
            key={name}
            x={bar * 4}
            y={9 - bar * 3}
            width="3"
            height={3 + bar * 3}
            rx="0.5"
            fill="currentColor"
            opacity={bar <= level ? 1 : 0.22}
          />
        ))}
      </svg>
      <span className={bare ? 'visually-hidden' : undefined}>{severity}</span>
    </span>
  );
}
