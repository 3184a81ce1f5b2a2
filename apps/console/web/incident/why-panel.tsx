import type { IncidentDetail } from '../api/answers.js';
import { plain } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import classes from './incident-page.module.css';
import { whyNow } from './why-now.js';

/** Numbers of a finding on the page; a detector's own page explains them. */
const MOST_NUMBERS = 8;

/** The case in a few sentences and the numbers behind them. */
export function WhyPanel({ incident }: { readonly incident: IncidentDetail }) {
  const numbers = Object.entries(incident.findings[0]?.numbers ?? {}).slice(0, MOST_NUMBERS);
  return (
    <Panel title="Why now">
      <ul className={classes.points}>
        {whyNow(incident).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {numbers.length > 0 && (
        <dl className={classes.measures}>
          {numbers.map(([name, value]) => (
            <div key={name} className={classes.measure}>
              <dt>{name.replaceAll('_', ' ')}</dt>
              <dd>{plain(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
