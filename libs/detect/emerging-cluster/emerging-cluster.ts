import type { Detector, Finding, Member } from '#detect/detector';
import { gathered } from '#detect/gathered';
import { type Cluster, clusters } from './cluster.js';
import { everythingOf, type Growth, growth, PAST_DAYS } from './growth.js';
import { Row } from './row.js';

/** Parties in the window below which a likeness is a circle of friends; the curve in `test/scenarios/README.md` begins there. */
const LEAST_PARTIES = 5;

/** Texts a party; strangers who try a prompt that goes round paste it once. */
const LEAST_TEXTS_EACH = 1.5;

/** Share of all calls of these accounts; a popular prompt is a twentieth of what its users ask. */
const LEAST_DEVOTION = 0.25;

/** Times as many parties a day as in the week before, measured against all usage; weekdays and chance come to 2. */
const LEAST_FACTOR = 3;

/** Days of the week before on which the installation must have logged something for anything to be new. */
const LEAST_HISTORY = 5;

/** Records shown, one an account; more would not be read. */
const SHOWN = 50;

/** Days a finding tells of: those of the week before and of the window. */
const TOLD_DAYS = 10;

/** Of the numbers `texts_in_de`, `texts_in_en` and so on. */
const TEXTS_IN = 'texts_in_';

/**
 * Emerging cluster: near copies from more and more accounts, of a kind that the week before did not know.
 *
 * It feeds an analyst's list of discoveries and never opens an incident: growth accuses nobody. What counts is that new
 * parties join on every day of the window, that they come back, and that it is much of what they do.
 *
 * Public cases: clusters that no policy foresaw, found bottom-up (Anthropic, "Clio: privacy-preserving insights into
 * real-world AI use", December 2024; OpenAI, "Lessons learned on language model safety and misuse", March 2022).
 */
export const emergingCluster: Detector<Row> = {
  name: 'emerging-cluster',
  version: 1,
  category: 'OTH',
  family: 'GRF',
  severity: 'low',
  everyHours: 24,
  spanHours: 72,
  opens: 'discoveries',
  judges: 'windows',
  catches:
    'Nearly the same text from five or more parties, hardly seen in the week before, that new parties take up on each of three days.',
  misses:
    'What grows by less than a party a day or falls on the third day, texts under eight words, accounts that do much else besides, one organisation, and everything in the first five days of logs.',
  mistakes:
    'A new program that customers begin to use with accounts of their own, and a public prompt that newcomers live of.',
  measures: {
    accounts: { unit: 'accounts in the window' },
    parties: { unit: 'accounts, those of one organisation together', report: LEAST_PARTIES },
    parties_before: { unit: 'likewise, in the week before' },
    records: { unit: 'calls in the window' },
    texts_each: { unit: 'calls a party', report: LEAST_TEXTS_EACH },
    distinct_texts: { unit: 'texts that differ' },
    likeness: { unit: '0..1, how near the nearest other text comes' },
    devotion: { unit: '0..1 of all calls of these accounts', report: LEAST_DEVOTION },
    factor: { unit: 'times the week before, all usage considered', report: LEAST_FACTOR },
    languages: { unit: 'languages' },
    ...Object.fromEntries(
      Array.from({ length: TOLD_DAYS }, (_, index) => [dayName(index), { unit: 'accounts at work that day' }]),
    ),
    score: { unit: 'doublings times devotion', note: 'ranks only; nothing here is to act on' },
  },
  sql: new URL('./emerging-cluster.sql', import.meta.url),
  row: Row,
  judge(rows) {
    const everything = everythingOf(rows);
    return clusters(rows)
      .flatMap((cluster) => finding(cluster, growth(cluster, everything)))
      .sort((a, b) => (a.subject.id < b.subject.id ? -1 : 1));
  },
};

/** Name of the number of accounts at work on a day; the window's last day is the tenth. */
function dayName(index: number): string {
  return `accounts_day_${index + 1}`;
}

function isEmerging({ now, parties, records, devotion, factor, history }: Growth): boolean {
  const [first, last] = [now[0], now.at(-1)];
  return (
    history >= LEAST_HISTORY &&
    parties >= LEAST_PARTIES &&
    records >= LEAST_TEXTS_EACH * parties &&
    devotion >= LEAST_DEVOTION &&
    factor >= LEAST_FACTOR &&
    now.every(({ joined }) => joined > 0) &&
    first !== undefined &&
    last !== undefined &&
    last.parties > first.parties &&
    last.records > first.records
  );
}

function finding(cluster: Cluster, grown: Growth): Finding[] {
  if (!isEmerging(grown)) return [];
  const { days, now, before, parties, records, devotion, factor } = grown;
  const takers = takersOf(cluster, now[0]?.day ?? 0);
  const atWork = now.map(({ accounts }) => accounts);
  const likeness = cluster.likeness();
  return [
    {
      subject: { kind: 'campaign', id: founder(takers) },
      score: Math.log2(factor) * devotion,
      point: 'report',
      because:
        `${takers.length} accounts sent ${records} texts that are ${percent(likeness)} alike, ` +
        `${atWork.slice(0, -1).join(', ')} and ${atWork.at(-1)} of them day by day; ` +
        `in the ${PAST_DAYS} days before ${before === 0 ? 'nobody' : before} did`,
      numbers: {
        accounts: takers.length,
        parties,
        parties_before: before,
        records,
        texts_each: records / parties,
        distinct_texts: cluster.texts.length,
        likeness,
        devotion,
        factor,
        ...spoken(cluster),
        ...Object.fromEntries(days.map(({ accounts }, index) => [dayName(index), accounts])),
      },
      evidence: takers.slice(0, SHOWN).map(({ records: [first] }) => first as string),
      members: takers.map(({ account, records: own, calls }): Member => {
        return { account, records: own.length, tie: `${own.length} of ${calls} calls nearly the same as others’` };
      }),
    },
  ];
}

/** An account that took a cluster up in the window. */
interface Taker {
  readonly account: string;
  /** Epoch seconds. */
  readonly beganAt: number;
  /** Its records of the cluster, the earliest first, none twice. */
  readonly records: readonly string[];
  /** Calls of any kind it made in the window. */
  readonly calls: number;
}

/** Ascending by account. */
function takersOf({ texts }: Cluster, since: number): Taker[] {
  const sendings = texts
    .flatMap((text) => text.sendings)
    .filter(({ day }) => day >= since)
    .sort((a, b) => a.beganAt - b.beganAt || ((a.records[0] as string) < (b.records[0] as string) ? -1 : 1));
  return [...gathered(sendings, ({ account }) => account)]
    .map(([account, some]): Taker => {
      const [first, last] = [some[0], some.at(-1)];
      const records = [...new Set(some.flatMap((sending) => sending.records))];
      return { account, beganAt: first?.beganAt ?? 0, records, calls: last?.calls ?? 0 };
    })
    .sort((a, b) => (a.account < b.account ? -1 : 1));
}

function founder(takers: readonly Taker[]): string {
  const first = takers.reduce((a, b) =>
    (a.beganAt - b.beganAt || ((a.records[0] as string) < (b.records[0] as string) ? -1 : 1)) < 0 ? a : b,
  );
  return first.records[0] as string;
}

/** How many distinct texts are in which language, as far as that is known. */
function spoken({ texts }: Cluster): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { language } of texts) {
    if (language !== '') counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const named = [...counts].sort().map(([language, count]) => [`${TEXTS_IN}${language}`, count]);
  return { languages: counts.size, ...Object.fromEntries(named) };
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
