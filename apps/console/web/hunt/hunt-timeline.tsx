import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { TimelineAnswer } from '../../hunts/hunt-shape.js';
import { get } from '../api/ask.js';
import { DayTable } from '../charts/day-table.js';
import { Answered } from '../parts/answered.js';
import { Panel } from '../parts/panel.js';
import { TwinSwitch } from '../parts/twin-switch.js';
import { Waiting } from '../parts/waiting.js';
import { asked, type HuntSearch } from './hunt-search.js';

const DayChart = lazy(() => import('../charts/day-chart.js'));

/** When it happened, day by day. */
export function HuntTimeline({ search }: { readonly search: HuntSearch }) {
  const [isTable, setTable] = useState(false);
  const timeline = useQuery({
    queryKey: ['hunt-timeline', asked(search)],
    queryFn: ({ signal }) => get<TimelineAnswer>('/v1/hunts/timeline', { ...asked(search), bucket: 'day' }, signal),
  });
  return (
    <Panel
      title="When"
      note="calls by day, UTC"
      aside={<TwinSwitch isTable={isTable} onChange={setTable} />}
      flush={isTable}
    >
      <Answered query={timeline} what="the timeline" lines={6}>
        {({ points }) => {
          const days = points.map(({ from, calls, accounts }) => ({ day: from.slice(0, 10), calls, accounts }));
          return isTable ? (
            <DayTable
              days={days}
              columns={[
                { name: 'Calls', of: (day) => day.calls },
                { name: 'Accounts', of: (day) => day.accounts },
              ]}
            />
          ) : (
            <Suspense fallback={<Waiting what="the chart" />}>
              <DayChart
                days={days.map(({ day, calls }) => ({ day, value: calls }))}
                name="calls"
                height={120}
                says={`Calls by day, ${days.length} days; the table says the same`}
              />
            </Suspense>
          );
        }}
      </Answered>
    </Panel>
  );
}
