import type { DashboardPlan } from '../dashboard-plan.js';
import { yearlyPrivacy } from '../yearly-privacy.js';

const asked = (name: string) => new URL(`./${name}.sql`, import.meta.url);

/** Which releases are under way, what privacy they spend, and how far blind review is. */
export const publish: DashboardPlan = {
  uid: 'usewatch-publish',
  title: 'Usewatch: publish',
  description:
    'Which releases are under way, what they spend of the year’s privacy, and how far blind review has come.',
  from: 'now-365d',
  refresh: '15m',
  choices: [],
  rows: [
    {
      title: 'Releases and their privacy',
      panels: [
        {
          title: 'Privacy left this year',
          description:
            'zCDP ρ that releases may still spend of the yearly half, the reserve for revisions included. Of the year in which the range ends.',
          draw: 'number',
          unit: 'none',
          sql: asked('budget-left'),
          marks: yearlyPrivacy,
          steps: [
            [-1, 'red'],
            [0.05, 'orange'],
            [0.125, 'green'],
          ],
          width: 6,
        },
        {
          title: 'Reserve for revisions left',
          description: 'zCDP ρ that is kept for correcting published numbers. Of the year in which the range ends.',
          draw: 'number',
          unit: 'none',
          sql: asked('reserve-left'),
          marks: yearlyPrivacy,
          width: 6,
        },
        {
          title: 'Until the next publication',
          description:
            'Until the earliest date that a release under way has been given; nothing when none is under way, less than nothing when it is late.',
          draw: 'number',
          unit: 's',
          sql: asked('next-publication'),
          steps: [
            [-1e9, 'red'],
            [0, 'green'],
          ],
          width: 6,
        },
        {
          title: 'Releases published',
          description: 'By the day of publication, revisions and withdrawn ones included.',
          draw: 'number',
          unit: 'short',
          sql: asked('releases-published'),
          width: 6,
        },
        {
          title: 'Privacy spent by table',
          description: 'zCDP ρ of each public table, over all releases of the year in which the range ends.',
          draw: 'levels',
          unit: 'none',
          sql: asked('spent-by-table'),
          width: 8,
        },
        {
          title: 'Releases',
          description: 'The latest fifty, whatever range is on screen. None of their numbers is known here.',
          draw: 'table',
          unit: 'none',
          sql: asked('releases'),
          units: { publish_at: 'dateTimeAsIso', published_at: 'dateTimeAsIso', demo: 'bool_yes_no' },
          links: { release: '/statistics' },
          width: 16,
        },
      ],
    },
    {
      title: 'Blind review',
      panels: [
        {
          title: 'Review of each week’s sample',
          description:
            'Accounts drawn of each week: judged, left uncertain, or waiting. By the week drawn from, not the day of review.',
          draw: 'bars',
          unit: 'short',
          sql: asked('labels-by-week'),
          interval: '7d',
          width: 12,
        },
        {
          title: 'Review by stratum',
          description:
            'A stratum is the strongest thing a detector said of an account in its week. An account that calls in two weeks is counted in both.',
          draw: 'table',
          unit: 'short',
          sql: asked('labels-by-stratum'),
          links: { waiting: '/queue' },
          width: 12,
        },
      ],
    },
  ],
};
