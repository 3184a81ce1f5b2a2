import type { DashboardPlan } from '../dashboard-plan.js';

const asked = (name: string) => new URL(`./${name}.sql`, import.meta.url);

/** What arrives, what is refused and why, and who calls. */
export const ingest: DashboardPlan = {
  uid: 'usewatch-ingest',
  title: 'Usewatch: ingest',
  description: 'What arrives from which gateway or log, what is refused and why, and how much is called.',
  from: 'now-7d',
  refresh: '5m',
  choices: [{ name: 'source', label: 'Source', sql: asked('sources') }],
  rows: [
    {
      title: 'What arrives',
      panels: [
        {
          title: 'Records stored',
          description: 'Lines that became usage records. Hours are those of receipt, not of the calls.',
          draw: 'number',
          unit: 'short',
          sql: asked('lines-stored'),
          width: 6,
        },
        {
          title: 'Share of lines refused',
          description:
            'Quarantined or dropped, of all lines received, repeated ones included. Nothing is shown when nothing was received.',
          draw: 'number',
          unit: 'percentunit',
          sql: asked('refused-share'),
          steps: [
            [0, 'green'],
            [0.01, 'orange'],
            [0.05, 'red'],
          ],
          width: 6,
        },
        {
          title: 'Sources fallen silent',
          description: 'Sources that wrote within the eight days before the end of the range, but not on its last day.',
          draw: 'number',
          unit: 'short',
          sql: asked('silent-sources'),
          steps: [
            [0, 'green'],
            [1, 'red'],
          ],
          width: 6,
        },
        {
          title: 'Calls of unknown callers',
          description:
            'Calls whose key the gateway does not know. They name nobody and make no usage record; they are counted only.',
          draw: 'number',
          unit: 'short',
          sql: asked('unknown-callers'),
          width: 6,
        },
        {
          title: 'Lines by what became of them',
          description:
            'Every line received is in exactly one of these: stored, duplicate, quarantined or dropped. By hour of receipt.',
          draw: 'bars',
          unit: 'short',
          sql: asked('lines-by-outcome'),
          series: 'outcome',
          interval: '1h',
          width: 12,
        },
        {
          title: 'Lines by source',
          description: 'Lines received of each gateway or log, repeated and refused ones included. By hour of receipt.',
          draw: 'bars',
          unit: 'short',
          sql: asked('lines-by-source'),
          series: 'source',
          interval: '1h',
          width: 12,
        },
        {
          title: 'Sources',
          description:
            'Whoever wrote within the range, longest silent first. The refused share is of all lines of the source.',
          draw: 'table',
          unit: 'short',
          sql: asked('source-table'),
          units: { last_hour: 'dateTimeAsIso', refused: 'percentunit' },
          links: { source: '/ingest' },
          width: 24,
        },
      ],
    },
    {
      title: 'What is refused',
      panels: [
        {
          title: 'Refused lines by reason and field',
          description:
            'The hundred most frequent. Field names that a log invents are counted under * beyond the first twenty.',
          draw: 'table',
          unit: 'short',
          sql: asked('refusals'),
          links: { reason: '/quarantine', field: '/quarantine' },
          width: 12,
        },
        {
          title: 'Refused at the doors',
          description:
            'Requests turned away for their key before a byte was read. Whoever is refused may try again at once, so attempts say nothing of how many people try.',
          draw: 'bars',
          unit: 'short',
          sql: asked('door-refusals'),
          series: 'reason',
          interval: '1h',
          width: 12,
        },
      ],
    },
    {
      title: 'What is called',
      panels: [
        {
          title: 'Calls by answer',
          description:
            'Served, refused by a limit, refused to this caller, or failed otherwise. By hour of the call, all sources together.',
          draw: 'bars',
          unit: 'short',
          sql: asked('calls-by-answer'),
          interval: '1h',
          width: 8,
        },
        {
          title: 'Accounts that called',
          description:
            'Distinct accounts of each interval. An account that calls in two of them counts in both: intervals do not add up.',
          draw: 'lines',
          unit: 'short',
          sql: asked('calling-accounts'),
          interval: '1h',
          width: 8,
        },
        {
          title: 'Share of calls received late',
          description:
            'More than seven days after they began: the clock does not judge them any more, only people do. By day of the call.',
          draw: 'lines',
          unit: 'percentunit',
          sql: asked('late-share'),
          interval: '1d',
          width: 8,
        },
      ],
    },
  ],
};
