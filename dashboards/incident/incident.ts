import type { DashboardPlan } from '../dashboard-plan.js';

const asked = (name: string) => new URL(`./${name}.sql`, import.meta.url);

/** What waits for people, how fast they get to it, and what they do. */
export const incident: DashboardPlan = {
  uid: 'usewatch-incident',
  title: 'Usewatch: incident',
  description: 'What waits in the queue, how fast people get to it, what they do, and what has to be undone.',
  from: 'now-30d',
  refresh: '1m',
  choices: [{ name: 'category', label: 'Category', sql: asked('categories') }],
  rows: [
    {
      title: 'What waits',
      panels: [
        {
          title: 'Open incidents',
          description: 'Incidents that nobody has decided, now, whatever range is on screen.',
          draw: 'number',
          unit: 'short',
          sql: asked('open-incidents'),
          width: 6,
        },
        {
          title: 'Untouched',
          description: 'Open incidents that nobody has ever claimed, now.',
          draw: 'number',
          unit: 'short',
          sql: asked('untouched-incidents'),
          width: 6,
        },
        {
          title: 'Longest wait',
          description: 'Time since the oldest open incident was opened, up to the end of the range.',
          draw: 'number',
          unit: 's',
          sql: asked('longest-wait'),
          steps: [
            [0, 'green'],
            [259_200, 'orange'],
            [604_800, 'red'],
          ],
          width: 6,
        },
        {
          title: 'Appeals waiting',
          description: 'Appeals filed and not judged yet, now. All categories.',
          draw: 'number',
          unit: 'short',
          sql: asked('appeals-waiting'),
          steps: [
            [0, 'green'],
            [1, 'orange'],
          ],
          width: 6,
        },
        {
          title: 'Open by severity',
          description: 'Incidents that nobody has decided, now.',
          draw: 'levels',
          unit: 'short',
          sql: asked('open-by-severity'),
          width: 8,
        },
        {
          title: 'Opened and decided',
          description:
            'Incidents by the day they were opened, and by the day somebody first decided them. While more are opened than decided the queue grows.',
          draw: 'lines',
          unit: 'short',
          sql: asked('opened-and-decided'),
          interval: '1d',
          width: 16,
        },
        {
          title: 'Oldest open incidents',
          description: 'The fifty that have waited longest.',
          draw: 'table',
          unit: 'short',
          sql: asked('oldest-open'),
          units: { opened_at: 'dateTimeAsIso', waited_seconds: 's', claimed: 'bool_yes_no' },
          links: { incident: '/incidents/', detector: '/detectors/' },
          width: 24,
        },
      ],
    },
    {
      title: 'How fast, and what is done',
      panels: [
        {
          title: 'Median delays after opening',
          description:
            'From the opening to the first claim, decision and action, by week of opening. What has not happened yet is in no median, so that the latest weeks look faster than they will turn out.',
          draw: 'lines',
          unit: 's',
          sql: asked('delays'),
          interval: '7d',
          width: 12,
        },
        {
          title: 'Accounts acted against',
          description:
            'By decision or action set. An account counts once, on the day of its first action, under its hardest one.',
          draw: 'bars',
          unit: 'short',
          sql: asked('accounts-by-action'),
          series: 'action',
          interval: '1d',
          width: 12,
        },
        {
          title: 'By category',
          description: 'Incidents opened in the range by policy category, and how they stand now.',
          draw: 'table',
          unit: 'short',
          sql: asked('by-category'),
          links: { category: '/queue' },
          width: 12,
        },
        {
          title: 'Reversals',
          description:
            'Incidents of which an action was undone, an appeal was granted, or a confirmation was withdrawn. What an appeal reverses is undone too, so kinds must not be added up. All categories.',
          draw: 'bars',
          unit: 'short',
          sql: asked('reversals'),
          series: 'kind',
          interval: '1d',
          width: 12,
        },
      ],
    },
    {
      title: 'What is told to others',
      panels: [
        {
          title: 'Waiting and given up',
          description:
            'Messages to receivers of webhooks that wait or were given up, and facts that wait to reach these dashboards. Nothing is drawn for times in which the service did not run.',
          draw: 'lines',
          unit: 'short',
          sql: asked('untold'),
          width: 24,
        },
      ],
    },
  ],
};
