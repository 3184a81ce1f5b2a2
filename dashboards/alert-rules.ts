import { stringify } from 'yaml';
import { LOUD_MORE, LOUD_TIMES, SILENCE_NEEDS, WEEKS_BEFORE } from '#alarm/detector-volume';
import { CLICKHOUSE } from './click-house-target.js';
import { SOURCE_UID } from './flavours.js';
import { questionText } from './question-text.js';
import { yearlyPrivacy } from './yearly-privacy.js';

/** An alarm on ourselves: a question that answers one number for each of whatever it names, and when that is too much. */
interface AlertPlan {
  /** Part of the rule's address, and the name of its question. */
  readonly name: string;
  readonly title: string;
  /** What it means and what to do next. */
  readonly description: string;
  readonly is: 'above' | 'below';
  /** In the unit that the description names. */
  readonly bound: number;
  /** How long it has to be so. */
  readonly lasting: '0s' | '10m' | '30m';
  readonly severity: 'warning' | 'critical';
  /** When the question answers nothing: `Alerting` where that itself is the trouble. */
  readonly nothing?: 'OK' | 'Alerting';
}

const ALERTS: readonly AlertPlan[] = [
  {
    name: 'detector-lag',
    title: 'A detector is behind',
    description:
      'It judged its last window more than 6 hours later than it was owed; the shortest windows are an hour. See /detectors for its last error, then `usewatch runs`.',
    is: 'above',
    bound: 21_600,
    lasting: '30m',
    severity: 'critical',
  },
  {
    name: 'runs-failed',
    title: 'Windows stand failed',
    description:
      'Runs of the last two days failed and were not done since, so that nobody has judged their windows. See `usewatch runs`.',
    is: 'above',
    bound: 0,
    lasting: '30m',
    severity: 'warning',
  },
  {
    name: 'detector-silent',
    title: 'A detector fell silent',
    description: `It named no account for seven days, after ${WEEKS_BEFORE} weeks of ${SILENCE_NEEDS} or more each. Look whether its fields still arrive: /ingest; /status has the numbers.`,
    is: 'above',
    bound: 0,
    lasting: '0s',
    severity: 'warning',
  },
  {
    name: 'detector-loud',
    title: 'A detector is loud',
    description: `The last seven days named ${LOUD_TIMES} times the accounts of any of the ${WEEKS_BEFORE} weeks before, and ${LOUD_MORE} more. Look at its newest incidents before anybody acts on them; /status has the numbers.`,
    is: 'above',
    bound: 0,
    lasting: '0s',
    severity: 'warning',
  },
  {
    name: 'ingest-gap',
    title: 'A source stopped writing',
    description:
      'It wrote within the last eight days and nothing for 24 hours; the hours of the books begin on the hour. Ask whoever runs the gateway; see /ingest.',
    is: 'above',
    bound: 86_400,
    lasting: '10m',
    severity: 'critical',
  },
  {
    name: 'refused-share',
    title: 'A source sends what is refused',
    description:
      'More than 5 % of its lines of the last six hours, a hundred or more, were quarantined or dropped. See /quarantine for reason and field.',
    is: 'above',
    bound: 0.05,
    lasting: '10m',
    severity: 'warning',
  },
  {
    name: 'spool-depth',
    title: 'Acknowledged usage is not stored',
    description:
      'In the spool of an ingest process a line waits for ten minutes or more, or the spool is three quarters full; once it is full the doors refuse. See whether the warehouse answers, then the log of that process and its metric spool_oldest_age_seconds.',
    is: 'above',
    bound: 2,
    lasting: '0s',
    severity: 'critical',
  },
  {
    name: 'messages-dead',
    title: 'Messages to receivers were given up',
    description:
      'Receivers of webhooks do not learn of actions. See the deliveries of each endpoint in the console; send them again once the receiver is well.',
    is: 'above',
    bound: 0,
    lasting: '10m',
    severity: 'critical',
  },
  {
    name: 'message-age',
    title: 'Messages to receivers are late',
    description:
      'The oldest message has waited more than an hour. Its receiver may rest after failures, or be disabled.',
    is: 'above',
    bound: 3_600,
    lasting: '10m',
    severity: 'warning',
  },
  {
    name: 'facts-waiting',
    title: 'Dashboards fall behind, or nobody tells them anything',
    description:
      'More than 10,000 facts wait to reach the warehouse, or nothing was measured for ten minutes: then the service, or its lease on telling, is gone.',
    is: 'above',
    bound: 10_000,
    lasting: '10m',
    severity: 'critical',
    nothing: 'Alerting',
  },
  {
    name: 'clock-apart',
    title: 'Clocks are apart',
    description:
      'A store’s clock is more than 2,000 ms from the service’s: windows, leases and expiries go by either. Set both by NTP.',
    is: 'above',
    bound: 2_000,
    lasting: '10m',
    severity: 'warning',
  },
  {
    name: 'budget-left',
    title: 'This year’s privacy is nearly spent',
    description:
      'Less than 10 % of the yearly budget is left; a quarter’s release may not fit any more. See `usewatch release list` before the next is planned.',
    is: 'below',
    bound: 0.1,
    lasting: '0s',
    severity: 'warning',
  },
];

/** Where the installation's tables lie: rules know no variables. */
const DATABASE = 'usewatch';

/** Grafana's provisioning file of the alert rules, with their data source by its literal uid. */
export function alertRules(): string {
  const file = {
    apiVersion: 1,
    groups: [{ orgId: 1, name: 'usewatch', folder: 'Usewatch', interval: '5m', rules: ALERTS.map(rule) }],
  };
  return `# Made by npm run golden of dashboards/alert-rules.ts; change that instead.\n${stringify(file, { lineWidth: 0 })}`;
}

/** SQL of every rule, by its name. */
export function alertQuestions(): ReadonlyMap<string, string> {
  return new Map(ALERTS.map(({ name }) => [name, question(name)]));
}

function question(name: string): string {
  return questionText(new URL(`./alerts/${name}.sql`, import.meta.url), { ...yearlyPrivacy, database: DATABASE });
}

function rule({ name, title, description, is, bound, lasting, severity, nothing = 'OK' }: AlertPlan) {
  return {
    uid: `usewatch-${name}`,
    title,
    condition: 'B',
    data: [
      {
        refId: 'A',
        // Rules look at now; the range is none of theirs.
        relativeTimeRange: { from: 600, to: 0 },
        datasourceUid: SOURCE_UID,
        model: {
          refId: 'A',
          datasource: { type: CLICKHOUSE, uid: SOURCE_UID },
          editorType: 'sql',
          queryType: 'table',
          format: 1,
          rawSql: question(name),
        },
      },
      {
        refId: 'B',
        relativeTimeRange: { from: 0, to: 0 },
        datasourceUid: '__expr__',
        model: {
          refId: 'B',
          type: 'threshold',
          datasource: { type: '__expr__', uid: '__expr__' },
          expression: 'A',
          conditions: [{ type: 'query', evaluator: { type: is === 'above' ? 'gt' : 'lt', params: [bound] } }],
        },
      },
    ],
    noDataState: nothing,
    execErrState: 'Error',
    for: lasting,
    isPaused: false,
    annotations: { summary: title, description },
    labels: { severity, system: 'usewatch' },
  };
}
