import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Overview } from '../api/answers.js';
import { get } from '../api/ask.js';
import { Answered } from '../parts/answered.js';
import { dayUtc } from '../parts/instant.js';
import { counted, dollars, whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Waiting } from '../parts/waiting.js';
import { PageBody } from '../shell/page-body.js';
import bodyClasses from '../shell/page-body.module.css';
import { PageHead } from '../shell/page-head.js';
import { Bars } from './bars.js';
import { share } from './change.js';
import { DelayPanel } from './delay-panel.js';
import { CountedChange, Figure } from './figure.js';
import { IncidentFlow } from './incident-flow.js';
import classes from './overview.module.css';
import { PERIODS } from './overview-search.js';
import { ReversalPanel } from './reversal-panel.js';
import { SampledPanel } from './sampled-panel.js';

const DayChart = lazy(() => import('../charts/day-chart.js'));

/** Names of the public families of detectors, as releases print them. */
const FAMILIES: Readonly<Record<string, string>> = {
  RUL: 'Rules',
  CLS: 'Classifier',
  BEH: 'Behaviour',
  GRF: 'Linkage',
  EXT: 'External report',
  HUM: 'Hunting',
};

/** Whether it is getting better beyond noise, and what the house itself gets wrong. */
export function OverviewPage() {
  const { days = 28 } = useSearch({ from: '/desk/overview' });
  const navigate = useNavigate();
  const overview = useQuery({
    queryKey: ['overview', days],
    queryFn: ({ signal }) => get<Overview>('/v1/overview', { days }, signal),
  });
  return (
    <>
      <PageHead
        title="Overview"
        says={overview.data === undefined ? 'one period beside the one before it' : spoken(overview.data)}
        aside={
          <SegmentedControl
            aria-label="Length of the period"
            data={PERIODS.map((each) => ({ value: String(each), label: `${each} days` }))}
            value={String(days)}
            onChange={(next) => {
              const chosen = PERIODS.find((each) => String(each) === next) ?? 28;
              void navigate({ to: '/overview', search: chosen === 28 ? {} : { days: chosen } });
            }}
          />
        }
      />
      <PageBody>
        <Answered query={overview} what="the figures" lines={16}>
          {(answer) => <Figures of={answer} />}
        </Answered>
      </PageBody>
    </>
  );
}

function spoken({ period }: Overview): string {
  return `${dayUtc(period.from)} to ${dayUtc(period.until, true)} (UTC), beside the ${period.days} days before`;
}

function Figures({ of }: { readonly of: Overview }) {
  const { incidents, accounts_actioned: actioned, campaigns, cost } = of;
  const decided = incidents.confirmed.now + incidents.dismissed.now + incidents.uncertain.now;
  return (
    <>
      <div className={classes.tiles}>
        <Figure title="Incidents opened" value={whole(incidents.opened.now)} of={`in ${of.period.days} days`}>
          <CountedChange figure={incidents.opened} say={whole} />
        </Figure>
        <Figure title="Confirmed" value={whole(incidents.confirmed.now)} of={`of ${whole(decided)} decided`}>
          <CountedChange figure={incidents.confirmed} say={whole} />
        </Figure>
        <Figure title="Dismissed" value={whole(incidents.dismissed.now)} of={`of ${whole(decided)} decided`}>
          <CountedChange figure={incidents.dismissed} say={whole} />
        </Figure>
        <Figure
          title="Accounts actioned"
          value={whole(actioned.total.now)}
          of={`of ${counted(actioned.calling.now, 'account')} that called`}
        >
          <CountedChange figure={actioned.total} say={whole} />
        </Figure>
        <Figure
          title="Cost of misuse"
          value={dollars(cost.cents.now)}
          of={cost.of_all.now === null ? 'the log names no costs' : `${share(cost.of_all.now)} of what all calls cost`}
        >
          <CountedChange figure={cost.cents} say={dollars} />
        </Figure>
      </div>
      <IncidentFlow of={incidents} />
      <div className={bodyClasses.columns}>
        <DelayPanel
          title="Time to detect"
          note="first seen until opened"
          figure={of.time_to_detect}
          missing="No incident was opened in this period."
        />
        <DelayPanel
          title="Time to act"
          note="opened until the first action"
          figure={of.time_to_act}
          missing="No incident was acted on for the first time in this period. Actions begin at an incident: confirm it, then act."
        />
        <SampledPanel
          title="Precision"
          note="share of misuse among accounts that detectors flagged"
          figure={of.precision}
          scale={1}
        />
        <SampledPanel
          title="Missed"
          note="share of misuse among accounts that nothing flagged"
          figure={of.missed}
          scale={0.1}
        />
        <ReversalPanel of={of.reversals} actioned={actioned.total.now} />
        <Panel title="Accounts actioned" note="each once, under its strictest action">
          {actioned.total.now + actioned.total.before === 0 ? (
            <p className={classes.none}>Nothing was done to any account in either period.</p>
          ) : (
            <Bars
              rows={actioned.actions.map(({ action, now, before }) => ({
                name: `${action[0]?.toUpperCase()}${action.slice(1)}`,
                now,
                before,
              }))}
            />
          )}
        </Panel>
        <Panel title="Campaigns by detector family" note={`${whole(campaigns.started.now)} first seen in the period`}>
          {campaigns.families.length === 0 ? (
            <p className={classes.none}>
              No campaign was seen in either period. Detectors of accounts acting together name them.
            </p>
          ) : (
            <Bars
              rows={campaigns.families.map(({ family, detectors, now, before }) => ({
                name: FAMILIES[family] ?? family,
                note: detectors.join(', '),
                now,
                before,
              }))}
            />
          )}
          <CountedChange figure={campaigns.started} say={(value) => `${whole(value)} first seen`} />
        </Panel>
        <Panel title="Cost of misuse by day" note="of accounts while they were seen in confirmed misuse">
          {cost.cents.now === 0 ? (
            <p className={classes.none}>
              No call of confirmed misuse has cost anything in this period, as far as the log names costs.
            </p>
          ) : (
            <Suspense fallback={<Waiting what="the chart" />}>
              <DayChart
                days={cost.days.map(({ day, cents }) => ({ day, value: cents / 100 }))}
                name="US dollars"
                says={`Cost of misuse by day, ${dollars(cost.cents.now)} in all`}
              />
            </Suspense>
          )}
          {cost.is_cut && <p className={classes.of}>Only the longest stretches of misuse are counted.</p>}
        </Panel>
      </div>
      <p className={classes.method}>
        Intervals hold the true value in 95 of 100 such periods. A change is called beyond noise when its own 95 %
        interval leaves no change out, so about one unchanged figure of twenty is called changed. Counts are judged by
        how much days differ among themselves, shares after Wilson and Newcombe, medians by their order statistics.
      </p>
    </>
  );
}
