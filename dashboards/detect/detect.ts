import { LOUD_MORE, LOUD_TIMES, SILENCE_NEEDS, WEEKS_BEFORE } from '#alarm/detector-volume';
import type { DashboardPlan } from '../dashboard-plan.js';

const asked = (name: string) => new URL(`./${name}.sql`, import.meta.url);

/** Whether every window is judged, what detectors find, and whether people agree. */
export const detect: DashboardPlan = {
  uid: 'usewatch-detect',
  title: 'Usewatch: detect',
  description: 'Whether every window is judged, how many accounts detectors name, and whether people agree with them.',
  from: 'now-30d',
  refresh: '5m',
  choices: [{ name: 'detector', label: 'Detector', sql: asked('detectors') }],
  rows: [
    {
      title: 'Is every window judged?',
      panels: [
        {
          title: 'Windows judged',
          description: 'Runs of the clock that are done, shadow included. Backtests and runs by hand are left out.',
          draw: 'number',
          unit: 'short',
          sql: asked('runs-done'),
          width: 8,
        },
        {
          title: 'Windows failed',
          description: 'Runs of the clock that stand failed. A run that failed and was done since is not one of them.',
          draw: 'number',
          unit: 'short',
          sql: asked('runs-failed'),
          steps: [
            [0, 'green'],
            [1, 'red'],
          ],
          width: 8,
        },
        {
          title: 'Longest lag',
          description:
            'Of the detector furthest behind: time since the end of its last judged window, less the length of one window.',
          draw: 'number',
          unit: 's',
          sql: asked('longest-lag'),
          steps: [
            [0, 'green'],
            [3_600, 'orange'],
            [21_600, 'red'],
          ],
          width: 8,
        },
        {
          title: 'Detectors by lag',
          description:
            'Up to when each detector has judged. The lag is the time since then, less the length of one window, for a window is owed only once it has ended.',
          draw: 'table',
          unit: 'short',
          sql: asked('lag-table'),
          units: { judged_until: 'dateTimeAsIso', last_run: 'dateTimeAsIso', window_seconds: 's', lag_seconds: 's' },
          links: { detector: '/detectors/' },
          width: 12,
        },
        {
          title: 'Seconds a run takes',
          description:
            'The longest run of each interval. It grows with usage; a run longer than its window can never catch up.',
          draw: 'lines',
          unit: 's',
          sql: asked('run-seconds'),
          series: 'detector',
          interval: '1h',
          width: 12,
        },
      ],
    },
    {
      title: 'What do they find?',
      panels: [
        {
          title: 'Accounts named',
          description:
            'Distinct accounts in the findings of the window that named most that day. Windows overlap, so days and windows must not be added up.',
          draw: 'lines',
          unit: 'short',
          sql: asked('accounts-named'),
          series: 'detector',
          interval: '1d',
          width: 12,
        },
        {
          title: 'Incidents opened',
          description:
            'By the detector that opened them. Withdrawn and merged ones and those of the audit sample are left out.',
          draw: 'bars',
          unit: 'short',
          sql: asked('incidents-opened'),
          series: 'detector',
          interval: '1d',
          width: 12,
        },
        {
          title: 'Silent or loud',
          description: `Accounts named in seven days, and in each of the ${WEEKS_BEFORE} weeks before, latest first, as the status page judges them. Silent: none, after weeks of ${SILENCE_NEEDS} or more. Loud: ${LOUD_TIMES} times any of those weeks, and ${LOUD_MORE} more.`,
          draw: 'table',
          unit: 'short',
          sql: asked('silent-or-loud'),
          links: { detector: '/detectors/' },
          width: 12,
        },
        {
          title: 'Share confirmed of what was decided',
          description:
            'Of the incidents that people decided, uncertain ones left out, with the range that holds in 95 of 100 cases. People choose what they decide, so this is no random sample: precision by blind review is on the leadership dashboard.',
          draw: 'table',
          unit: 'short',
          sql: asked('decided-precision'),
          units: { precision: 'percentunit', at_least: 'percentunit', at_most: 'percentunit' },
          links: { detector: '/detectors/' },
          width: 12,
        },
      ],
    },
  ],
};
