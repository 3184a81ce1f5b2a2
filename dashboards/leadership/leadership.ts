import { catalogue } from '#detect/catalogue';
import { DETECTOR_FAMILIES } from '#publish/code-lists';
import { detectorFamily } from '#publish/detector-family';
import type { DashboardPlan } from '../dashboard-plan.js';
import { yearlyPrivacy } from '../yearly-privacy.js';

const asked = (name: string) => new URL(`./${name}.sql`, import.meta.url);

const quoted = (texts: readonly string[]) => `[${texts.map((text) => `'${text}'`).join(', ')}]`;

/** Families of detectors by the first word of what the public code list says of them. */
const families = {
  detectors: quoted(catalogue.map(({ name }) => name)),
  families: quoted(
    catalogue.map(({ name }) => {
      const family = detectorFamily(name);
      return DETECTOR_FAMILIES.codes.find(({ code }) => code === family)?.name.split(':')[0] ?? family;
    }),
  ),
};

/** Whether it gets better beyond chance, how much is missed, and what enforcement gets wrong. */
export const leadership: DashboardPlan = {
  uid: 'usewatch-leadership',
  title: 'Usewatch: leadership',
  description: 'Is it getting better beyond chance? How much do we miss? What does our own enforcement get wrong?',
  from: 'now-90d',
  refresh: '15m',
  choices: [],
  rows: [
    {
      title: 'Incidents',
      panels: [
        {
          title: 'Opened',
          description:
            'Incidents opened in the range. Withdrawn and merged ones and those of the audit sample are left out, here and below.',
          draw: 'number',
          unit: 'short',
          sql: asked('incidents-opened'),
          width: 4,
        },
        {
          title: 'Confirmed',
          description:
            'Incidents that stand confirmed now and whose latest decision lies in the range, whenever they were opened.',
          draw: 'number',
          unit: 'short',
          sql: asked('incidents-confirmed'),
          width: 4,
        },
        {
          title: 'Dismissed',
          description:
            'Incidents that stand dismissed now and whose latest decision lies in the range, whenever they were opened.',
          draw: 'number',
          unit: 'short',
          sql: asked('incidents-dismissed'),
          width: 4,
        },
        {
          title: 'Still undecided',
          description: 'Share of the incidents opened in the range that nobody has decided yet.',
          draw: 'number',
          unit: 'percentunit',
          sql: asked('waiting-share'),
          width: 4,
        },
        {
          title: 'Accounts acted against',
          description:
            'Accounts whose first warning, limit, suspension or ban lies in the range, undone ones included. Each counts once.',
          draw: 'number',
          unit: 'short',
          sql: asked('accounts-actioned'),
          width: 4,
        },
        {
          title: 'Privacy left this year',
          description:
            'Share of the yearly privacy budget that releases have not spent. Of the year in which the range ends.',
          draw: 'number',
          unit: 'percentunit',
          sql: asked('budget-left'),
          marks: yearlyPrivacy,
          steps: [
            [-1, 'red'],
            [0.1, 'orange'],
            [0.25, 'green'],
          ],
          width: 4,
        },
        {
          title: 'Opened and decided, by week',
          description:
            'Opened by the day of opening; confirmed, dismissed and uncertain by the day of the decision that stands now. A later decision moves an incident.',
          draw: 'lines',
          unit: 'short',
          sql: asked('opened-and-decided'),
          interval: '7d',
          width: 12,
        },
        {
          title: 'Changed beyond chance?',
          description:
            'The range on screen against the one of the same length before it. The ratio’s bounds hold in 95 of 100 cases if incidents come independently; accounts of one campaign do not, so for accounts the bounds are too narrow.',
          draw: 'table',
          unit: 'none',
          sql: asked('change'),
          units: { now: 'short', before: 'short' },
          links: { figure: '/queue' },
          width: 12,
        },
      ],
    },
    {
      title: 'How fast',
      panels: [
        {
          title: 'Time to detect',
          description:
            'From the first sign of the misuse to the opening of its incident: half and nine of ten are faster. What was never found is not in it.',
          draw: 'lines',
          unit: 's',
          sql: asked('time-to-detect'),
          interval: '7d',
          width: 12,
        },
        {
          title: 'Time to act',
          description:
            'From the opening to the first action, or to the decision where no action was taken. Incidents that still wait are not in it, so that the latest weeks look faster than they will turn out.',
          draw: 'lines',
          unit: 's',
          sql: asked('time-to-act'),
          interval: '7d',
          width: 12,
        },
      ],
    },
    {
      title: 'How right, and how much is missed',
      panels: [
        {
          title: 'Precision by blind review',
          description:
            'Of the accounts that detectors named in a week, the share that reviewers, who did not know what was said of them, judged to be misuse. act: opens incidents and is sure; report: is less sure; shadow: on trial. Uncertain labels are left out. The bounds hold in 95 of 100 cases.',
          draw: 'table',
          unit: 'percentunit',
          sql: asked('precision'),
          units: { judged: 'short', stratum: 'string' },
          links: { stratum: '/queue' },
          width: 12,
        },
        {
          title: 'What detectors miss',
          description:
            'Of the accounts that no detector named in a week, the share that blind review judged to be misuse, and how many accounts of a week that would be. With few labels the bounds are wide: read them, not the middle.',
          draw: 'table',
          unit: 'percentunit',
          sql: asked('missed'),
          units: { judged: 'short', accounts_at_least: 'short', accounts: 'short', accounts_at_most: 'short' },
          links: { judged: '/queue' },
          width: 12,
        },
        {
          title: 'Precision by week',
          description:
            'Of the accounts named at the acting threshold, by week drawn from, with the bounds that hold in 95 of 100 cases. Weeks nobody has judged are left out.',
          draw: 'lines',
          unit: 'percentunit',
          sql: asked('precision-by-week'),
          interval: '7d',
          width: 8,
        },
        {
          title: 'Reversals',
          description:
            'Incidents of which an action was undone, an appeal was granted or a confirmation was withdrawn. What an appeal reverses is undone too, so kinds must not be added up.',
          draw: 'bars',
          unit: 'short',
          sql: asked('reversals'),
          series: 'kind',
          interval: '7d',
          width: 8,
        },
        {
          title: 'Appeals',
          description:
            'Filed by the day of filing; upheld (the action stays) and reversed (the account was right) by the day of judgement.',
          draw: 'lines',
          unit: 'short',
          sql: asked('appeals'),
          interval: '7d',
          width: 8,
        },
      ],
    },
    {
      title: 'How much',
      panels: [
        {
          title: 'Accounts acted against, by action',
          description: 'An account counts once, in the week of its first action, under its hardest one.',
          draw: 'bars',
          unit: 'short',
          sql: asked('accounts-by-action'),
          series: 'action',
          interval: '7d',
          width: 8,
        },
        {
          title: 'Campaigns by family',
          description:
            'Incidents of two accounts or more by the means that found them, in the words of the public code list. By week of opening, whatever was decided since.',
          draw: 'bars',
          unit: 'short',
          sql: asked('campaigns-by-family'),
          marks: families,
          series: 'family',
          interval: '7d',
          width: 8,
        },
        {
          title: 'Cost of misuse, by week',
          description:
            'What all calls of accounts cost that take part in confirmed incidents, honest calls of these accounts included. Calls whose log names no cost count nothing.',
          draw: 'bars',
          unit: 'currencyUSD',
          sql: asked('cost-by-week'),
          interval: '7d',
          width: 8,
        },
        {
          title: 'Cost of misuse',
          description: 'The same, of the whole range; an account counts once, however many incidents name it.',
          draw: 'number',
          unit: 'currencyUSD',
          sql: asked('cost-of-misuse'),
          width: 24,
        },
      ],
    },
  ],
};
