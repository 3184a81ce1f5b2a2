import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Course, IncidentDetail } from '../api/answers.js';
import { courseQuery } from '../api/incidents.js';
import { DayTable } from '../charts/day-table.js';
import { Answered } from '../parts/answered.js';
import { dollars, short, whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { TwinSwitch } from '../parts/twin-switch.js';
import { Waiting } from '../parts/waiting.js';
import classes from './incident-page.module.css';

const DayChart = lazy(() => import('../charts/day-chart.js'));

/** How its accounts grew and what they cost, day by day. */
export function CoursePanel({ incident }: { readonly incident: IncidentDetail }) {
  const course = useQuery(courseQuery(incident.id));
  return (
    <Answered query={course} what="growth and cost" lines={8}>
      {(answer) => <CourseOf course={answer} from={incident.first_seen} until={incident.last_seen} />}
    </Answered>
  );
}

function CourseOf({ course, from, until }: { readonly course: Course; readonly from: string; readonly until: string }) {
  const [isTable, setTable] = useState(false);
  const { days, calls, cents, cut } = course;
  const columns = [
    { name: 'Accounts at work', of: (day: Course['days'][number]) => day.accounts },
    { name: 'Calls', of: (day: Course['days'][number]) => day.calls },
    { name: 'Refused', of: (day: Course['days'][number]) => day.refused },
    { name: 'Cost', of: (day: Course['days'][number]) => day.cents, say: dollars },
  ];
  return (
    <Panel
      title="Growth and cost"
      note={`${short(calls)} calls, ${dollars(cents)} while it was seen${cut ? '; of its first 300 accounts' : ''}`}
      aside={<TwinSwitch isTable={isTable} onChange={setTable} />}
      flush={isTable}
    >
      {days.length === 0 ? (
        <p className={classes.none}>Retention has left no calls of these accounts.</p>
      ) : isTable ? (
        <DayTable days={days} columns={columns} />
      ) : (
        <Suspense fallback={<Waiting what="the chart" lines={6} />}>
          <DayChart
            days={days.map(({ day, accounts }) => ({ day, value: accounts }))}
            says={`Accounts at work by day, at most ${whole(Math.max(...days.map(({ accounts }) => accounts)))}`}
            name="accounts"
            seen={{ from, until }}
          />
        </Suspense>
      )}
    </Panel>
  );
}
