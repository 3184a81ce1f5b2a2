import { lazy, Suspense, useState } from 'react';
import type { Overview } from '../api/answers.js';
import { DayTable } from '../charts/day-table.js';
import { counted } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { TwinSwitch } from '../parts/twin-switch.js';
import { Waiting } from '../parts/waiting.js';
import classes from './overview.module.css';

const FlowChart = lazy(() => import('../charts/flow-chart.js'));

/** Incidents opened, confirmed and dismissed, day by day. */
export function IncidentFlow({ of: { days, opened, confirmed, dismissed } }: { readonly of: Overview['incidents'] }) {
  const [isTable, setIsTable] = useState(false);
  const says = `${counted(opened.now, 'incident')} opened, ${confirmed.now} confirmed and ${dismissed.now} dismissed in ${days.length} days`;
  return (
    <Panel
      title="Incidents by day"
      note="decided on the day of the disposition that stands"
      aside={<TwinSwitch isTable={isTable} onChange={setIsTable} />}
      flush={isTable}
    >
      {isTable ? (
        <DayTable
          days={days}
          columns={[
            { name: 'Opened', of: (day) => day.opened },
            { name: 'Confirmed', of: (day) => day.confirmed },
            { name: 'Dismissed', of: (day) => day.dismissed },
          ]}
        />
      ) : opened.now + confirmed.now + dismissed.now === 0 ? (
        <p className={classes.none}>
          No incident was opened or decided in this period. Detectors in service open them; see Detectors for whether
          any runs.
        </p>
      ) : (
        <>
          <p className={classes.legend}>
            <span>
              <svg width="14" height="10" aria-hidden="true">
                <rect width="14" height="10" fill="var(--series-soft)" />
              </svg>
              opened
            </span>
            <span>
              <svg width="22" height="10" aria-hidden="true">
                <path d="M0 5h22" stroke="var(--critical)" strokeWidth="2" />
              </svg>
              confirmed
            </span>
            <span>
              <svg width="22" height="10" aria-hidden="true">
                <path d="M0 5h22" stroke="var(--good)" strokeWidth="2" strokeDasharray="5 3" />
              </svg>
              dismissed
            </span>
          </p>
          <Suspense fallback={<Waiting what="the chart" />}>
            <FlowChart days={days} says={says} />
          </Suspense>
        </>
      )}
    </Panel>
  );
}
