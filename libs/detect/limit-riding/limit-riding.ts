import type { Detector, Finding, Member } from '#detect/detector';
import { gathered } from '#detect/gathered';
import { inTurn } from '#detect/in-turn';
import { listed } from '#detect/listed';
import { logLikelihoodRatio } from '#statistics/sequential-test';
import { type Crew, crews, LEAST_PARTIES } from './crew.js';
import { habit } from './habit.js';
import { Row } from './row.js';
import { type Turns, turns } from './turns.js';

/** Shares of stretches within 5 % of the ceiling: of honest clients, and of those that ride a limit. */
const USUAL = 0.15;
const PINNED = 0.9;

/** Chance of such turns at most, 0..1: of parties that somebody ties, and of those that only a popular program or a busy hour does. */
const NO_CHANCE = { tight: 0.02, loose: 0.002 } as const;
const LOOSE: ReadonlySet<string> = new Set(['software', 'sign-up hour']);

/** Share of the keys of one owner that have to wait for the reset where none takes turns. */
const NEARLY_ALL = 0.8;

/** Full stretches of a party on its own, by their length in seconds; a full day alone is a good customer. */
const ALONE: Readonly<Record<number, number>> = { 60: 120, 3600: 12 };

/** Accounts of the same plan that were refused at a number from which it is known as their limit. */
const WITNESSES = 2;
const JUST_BELOW = 1.1;

/** Parties, share of full stretches, 0..1, and chance from which something may be done. */
const ACTED_ON = { parties: 5, full: 0.9, chance: 1e-4 } as const;

/** Records shown. */
const SHOWN = 50;

const UNITS: Readonly<Record<number, string>> = { 60: 'minute', 3600: 'hour', 86400: 'day' };

/**
 * Limit riding: usage that stays pinned just below a limit, stretch after stretch.
 *
 * No log names the limit. It is told by where usage stops: several parties that stop at one number and take turns there, or one
 * that bursts up to the number at which it was refused the moment each minute or hour begins. A number alone accuses nobody:
 * jobs of a fixed size stop at it too.
 *
 * Public cases: rotation of free accounts and keys (pollinations, GitHub issue 14681; llmgateway, GitHub issue 3656).
 */
export const limitRiding: Detector<Row> = {
  name: 'limit-riding',
  version: 1,
  category: 'ACC',
  family: 'BEH',
  severity: 'medium',
  everyHours: 24,
  // A week, so that limits of a day show in several days.
  spanHours: 168,
  judges: 'windows',
  catches:
    'Three or more accounts, or keys of one owner, that stop at the same number of calls a minute, hour or day and take turns there, and a caller that bursts to its limit at every reset.',
  misses:
    'Limits on tokens, budget or concurrency, two keys that take turns, parties that share neither owner, client, network, payment nor hour of sign-up, and ceilings under ten calls a minute or twenty an hour or day.',
  mistakes:
    'Several jobs of one fixed size that a scheduler starts one after the other under keys of their own, and a client that is told to wait for the reset.',
  measures: {
    parties: {
      unit: 'accounts or keys',
      report: 1,
      act: ACTED_ON.parties,
      note: `${LEAST_PARTIES} unless it bursts at every reset`,
    },
    ceiling: { unit: 'calls a stretch' },
    stretch_seconds: { unit: 'seconds' },
    full_stretches: { unit: 'stretches within 5 % of the ceiling' },
    share_full: { unit: '0..1 of the stretches with calls', report: 0.5, act: ACTED_ON.full },
    handed_over: { unit: '0..1 of the parties that another follows at once' },
    overlap: { unit: 'times what parties would share that work when they like' },
    limited: { unit: 'refused calls' },
    records: { unit: 'served calls' },
    chance: {
      unit: '0..1 of such turns by chance',
      note: `at most ${NO_CHANCE.tight}, ${ACTED_ON.chance} to act, unless it bursts at every reset`,
    },
    score: { unit: 'nats of evidence' },
  },
  sql: new URL('./limit-riding.sql', import.meta.url),
  row: Row,
  judge(rows) {
    const named = new Set<string>();
    return groups(parties(rows)).flatMap((some) => {
      const together = crews(some).flatMap((crew) => (crew.rows.some(isNamed(named)) ? [] : ofCrew(crew, named)));
      const alone = some.filter((row) => !isNamed(named)(row)).flatMap((row) => ofOne(row, some, named));
      return [...together, ...alone];
    });
  },
};

/** An account as a whole, or each of its keys where several stop at a number of their own. */
function parties(rows: readonly Row[]): Row[] {
  const keys = new Map<string, number>();
  const name = ({ account, seconds }: Row) => `${account} ${seconds}`;
  for (const row of rows) if (row.key !== '') keys.set(name(row), (keys.get(name(row)) ?? 0) + 1);
  const wholes = new Set(rows.flatMap((row) => (row.key === '' ? [name(row)] : [])));
  return rows.filter((row) => {
    const isKeyed = (keys.get(name(row)) ?? 0) >= LEAST_PARTIES || !wholes.has(name(row));
    return isKeyed === (row.key !== '');
  });
}

/** Rows of one length and plan, the shortest length first. */
function groups(rows: readonly Row[]): Row[][] {
  const sorted = [...rows].sort(
    (a, b) => a.seconds - b.seconds || (`${a.plan} ${a.account} ${a.key}` < `${b.plan} ${b.account} ${b.key}` ? -1 : 1),
  );
  const found = new Map<string, Row[]>();
  for (const row of sorted) {
    const name = `${row.seconds} ${row.plan}`;
    const known = found.get(name);
    if (known === undefined) found.set(name, [row]);
    else known.push(row);
  }
  return [...found.values()];
}

function ofCrew(crew: Crew, named: Set<string>): Finding[] {
  const seen = turns(crew.rows);
  const most = crew.ties.every((tie) => LOOSE.has(tie)) ? NO_CHANCE.loose : NO_CHANCE.tight;
  if (seen.chance > most && !isWaiting(crew)) return [];
  for (const { account } of crew.rows) named.add(account);
  return [finding(crew, seen, seen.chance <= most ? 'one after another' : 'at every reset')];
}

/** Whether nearly all parties of one owner wait for the reset. */
function isWaiting({ rows, ties }: Crew): boolean {
  const waiting = rows.filter((row) => habit(row).waitsForReset);
  return (ties.includes('account') || ties.includes('organization')) && waiting.length >= NEARLY_ALL * rows.length;
}

function ofOne(row: Row, peers: readonly Row[], named: Set<string>): Finding[] {
  const least = ALONE[row.seconds];
  if (least === undefined || row.full.length < least) return [];
  const own = habit(row);
  if (!own.waitsForReset || !(own.meetsLimit || isKnown(row, peers))) return [];
  named.add(row.account);
  return [finding({ rows: [row], ties: [] }, { handedOver: 0, overlap: 1, chance: 1 }, 'at every reset')];
}

/** Whether others of the plan were refused at this number or just above it. */
function isKnown({ account, ceiling }: Row, peers: readonly Row[]): boolean {
  const witnesses = peers.filter(
    (peer) =>
      peer.account !== account &&
      peer.ceiling >= ceiling &&
      peer.ceiling <= JUST_BELOW * ceiling &&
      habit(peer).meetsLimit,
  );
  return new Set(witnesses.map((peer) => peer.account)).size >= WITNESSES;
}

function isNamed(named: ReadonlySet<string>): (row: Row) => boolean {
  return ({ account }) => named.has(account);
}

function finding({ rows, ties }: Crew, { handedOver, overlap, chance }: Turns, how: string): Finding {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  const [full, active] = [sum((row) => row.full.length), sum((row) => row.active)];
  const isActedOn = rows.length >= ACTED_ON.parties && full >= ACTED_ON.full * active && chance <= ACTED_ON.chance;
  const members = membersOf(rows);
  const [first] = rows as [Row];
  const unit = UNITS[first.seconds] ?? `${first.seconds} seconds`;
  const ceiling = Math.max(...rows.map((row) => row.ceiling));
  const who =
    rows.length === 1
      ? 'usage'
      : `${rows.length} ${first.key === '' ? 'accounts' : 'keys'} with the same ${listed(ties)}`;
  return {
    subject:
      members.length === 1
        ? { kind: 'account', id: first.account }
        : {
            kind: 'campaign',
            id: (rows.map(founder).sort()[0] ?? '').slice(-32),
          },
    score: logLikelihoodRatio(full, active, USUAL, PINNED),
    point: isActedOn ? 'act' : 'report',
    because: `${who} stopped at ${ceiling} calls a ${unit}, ${full} of ${active} times, ${how}`,
    numbers: {
      parties: rows.length,
      ceiling,
      stretch_seconds: first.seconds,
      full_stretches: full,
      share_full: full / active,
      handed_over: handedOver,
      overlap,
      limited: sum((row) => row.limited),
      records: sum((row) => row.calls),
      chance,
    },
    evidence: inTurn(
      rows.map(({ evidence }) => evidence),
      SHOWN,
    ),
    ...(members.length === 1 ? {} : { members }),
  };
}

/** One member an account. */
function membersOf(rows: readonly Row[]): Member[] {
  return [...gathered(rows, ({ account }) => account)].map(([account, some]) => {
    const [full, active] = [some.flatMap((row) => row.full).length, some.reduce((sum, row) => sum + row.active, 0)];
    return {
      account,
      records: some.reduce((sum, { calls }) => sum + calls, 0),
      tie: `full in ${full} of ${active} ${UNITS[some[0]?.seconds ?? 0] ?? 'stretch'}s`,
    };
  });
}

/** Sorts by the first full stretch; ends in its record. */
function founder({ full, evidence }: Row): string {
  return `${String(full[0]?.nth).padStart(10, '0')} ${String(full[0]?.first).padStart(10, '0')} ${evidence[0]}`;
}
