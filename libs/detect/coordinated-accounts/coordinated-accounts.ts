import type { Detector, Finding, Member } from '#detect/detector';
import { type Campaign, campaigns, type Participant } from './campaign.js';
import { Row } from './row.js';

/** Mean breadth of the accounts from which a campaign of copied texts did little by chance: ten texts with ten partners. */
const ACTED_ON = 2;

/** Records shown as evidence; more would not be read. */
const SHOWN = 50;

/** Holders of one thing that are compared with each other, and ties told, at most; as the question has them. */
const MOST_HOLDERS = 150;
const MOST_TIES = 200_000;

/**
 * Coordinated accounts: the same accounts keep saying the same texts, or promoting the same domains, at nearly the same time.
 *
 * The score is breadth, the mean over the accounts of log10(distinct things × partners × traces): weight alone favours
 * whoever is busy. Not independent is not the same as not genuine; a person decides.
 */
export const coordinatedAccounts: Detector<Row> = {
  name: 'coordinated-accounts',
  version: 5,
  category: 'INF',
  family: 'GRF',
  severity: 'medium',
  everyHours: 24,
  spanHours: 168,
  judges: 'span',
  measures: {
    accounts: { unit: 'accounts', note: 'two alone need two traces or five things' },
    pairs: { unit: 'pairs of accounts that met' },
    distinct_texts: { unit: 'texts', act: 1, note: 'domains alone may be fans of one thing' },
    distinct_domains: { unit: 'domains' },
    mean_partners: { unit: 'accounts each met, mean' },
    mean_breadth: { unit: 'log10 of things × partners × traces, mean', act: ACTED_ON },
    score: { unit: 'log10 of things × partners × traces, mean', act: ACTED_ON },
  },
  catches:
    'Accounts that repeatedly say texts of the same or nearly the same words within four hours of each other, or promote the same domains within minutes, more often than chance explains.',
  misses:
    'Accounts that share but one text or domain with others or meet them no oftener than their many texts explain, that wait longer than four hours or rewrite more than one word in five, and of things in more than 150 hands all but 150 holders.',
  mistakes:
    'Newsrooms, parties and fans of one thing that copy the same releases at the same time without a common verified organisation.',
  sql: new URL('./coordinated-accounts.sql', import.meta.url),
  row: Row,
  judge(rows) {
    return campaigns(rows).map(finding);
  },
  leftOut(rows) {
    const widest = rows.reduce((most, { mostHolders }) => Math.max(most, mostHolders), 0);
    const said = [
      ...(widest > MOST_HOLDERS ? [`of the ${whole(widest)} holders of one thing ${MOST_HOLDERS} were compared`] : []),
      ...(rows.length >= MOST_TIES ? [`of all ties the closest ${whole(MOST_TIES)} were looked at`] : []),
    ];
    return said.length === 0 ? undefined : said.join('; ');
  },
};

function finding({ id, participants, things, edges }: Campaign): Finding {
  const score = mean(participants.map(breadth));
  const partners = mean(participants.map((participant) => participant.partners.length));
  return {
    subject: { kind: 'campaign', id },
    score,
    // Domains alone may be fans of one thing; people look first.
    point: score < ACTED_ON || things.text === 0 ? 'report' : 'act',
    because: `${participants.length} accounts shared ${told(things)} at nearly the same time, each with ${count(partners)} of the others on average`,
    numbers: {
      accounts: participants.length,
      pairs: edges.length,
      distinct_texts: things.text,
      distinct_domains: things.domain,
      mean_partners: partners,
      mean_breadth: score,
    },
    evidence: evidence(participants),
    members: participants.map(member),
    edges,
  };
}

function breadth({ things, partners }: Participant): number {
  const traces = Object.values(things).filter((number) => number > 0).length;
  return Math.log10((things.text + things.domain) * partners.length * traces);
}

function member({ account, records, things, partners }: Participant): Member {
  const others = partners.length === 1 ? '1 other account' : `${partners.length} other accounts`;
  return { account, records, tie: `${told(things)} at nearly the same time as ${others}` };
}

/** What was shared, in words. */
function told({ text, domain }: Participant['things']): string {
  const texts = text === 1 ? '1 text' : `${text} texts`;
  const domains = domain === 1 ? '1 domain' : `${domain} domains`;
  return [...(text > 0 ? [texts] : []), ...(domain > 0 ? [domains] : [])].join(' and ');
}

/** A record of every account before a second one of any. */
function evidence(participants: readonly Participant[]): string[] {
  const turns = Math.max(...participants.map(({ shown }) => shown.length));
  const shown = new Set<string>();
  for (let turn = 0; turn < turns && shown.size < SHOWN; turn++) {
    for (const participant of participants)
      for (const record of participant.shown.slice(turn, turn + 1)) shown.add(record);
  }
  return [...shown].slice(0, SHOWN);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function whole(number: number): string {
  return number.toLocaleString('en');
}

/** One decimal at most. */
function count(number: number): string {
  return String(Math.round(10 * number) / 10);
}
