import type { Detector, Finding } from '#detect/detector';
import { type Change, change, type Sign } from './change.js';
import { Row } from './row.js';

/** Strangers from which a key has been passed on; an office that moves, a fleet or a new server count as one. */
const PASSED_ON = 5;

/** Signs asked for beside the strangers. Staff who are handed one key at home show three: networks, clients and level. */
const LEAST_SIGNS = 4;

/** Strangers and signs from which something may be done. */
const ACTED_ON = { strangers: 10, signs: 5 } as const;

/** A key without a past has nothing to differ from: many strangers and languages have to tell. */
const NEW_KEY = { strangers: 12, signs: ['networks', 'clients', 'countries', 'languages'] } as const;

/** Busiest day of the window over a usual one from which a thief is at work beside the owner. */
const LEAKED_RISE = 3;

/** What tells a thief from a new server of the owner's own: it tries out models and parameters. */
const TRYING_OUT: readonly Sign[] = ['models', 'probing'];

/** Records shown, one a stranger. */
const SHOWN = 50;

/**
 * Shared key: strangers call with a key that was somebody's own.
 *
 * Breadth alone accuses offices, fleets and phones. What counts is how many callers have neither a network nor a client
 * in common with one another or with the key's past, and how many other things changed at the same time.
 *
 * Public cases: LLMjacking (Sysdig, May 2024), Storm-2139 (Microsoft Digital Crimes Unit, February 2025), proxy services that
 * resell access (Anthropic, February 2026).
 */
export const sharedKey: Detector<Row> = {
  name: 'shared-key',
  version: 1,
  category: 'ACC',
  family: 'BEH',
  severity: 'high',
  everyHours: 12,
  // A week, so that a key sold to one more stranger each day is seen too.
  spanHours: 168,
  locality: 'shard',
  judges: 'windows',
  measures: {
    records: { unit: 'calls of strangers' },
    calls: { unit: 'calls with the key' },
    strangers: {
      unit: 'callers that share no network or client',
      report: 1,
      act: ACTED_ON.strangers,
      note: `${PASSED_ON} where a key is passed on, ${NEW_KEY.strangers} where it has no past; one suffices for a leak`,
    },
    new_network_operators: { unit: 'network operators the key had never used' },
    new_clients: { unit: 'clients the key had never used' },
    new_countries: { unit: 'countries the key had never called from' },
    languages: { unit: 'languages' },
    times_usual_day: { unit: 'calls of the busiest day over a usual one', note: `${LEAKED_RISE} for a leak` },
    signs: {
      unit: 'things that changed at the same time',
      act: ACTED_ON.signs,
      note: `${LEAST_SIGNS} where a key with a past is passed on`,
    },
    surprise_nats: { unit: 'nats' },
    score: { unit: 'surprise plus the logarithm of strangers, nats' },
  },
  catches:
    'A key that five or more strangers use who share no network or client, or that new callers drain while its owner goes on.',
  misses:
    'Buyers behind one proxy or with one client, fewer than five of them, keys whose log tells neither network nor client, and accounts with over a million calls a week.',
  mistakes:
    'A company that hands one key to its staff in several countries at once, and an app that ships its key in every copy.',
  sql: new URL('./shared-key.sql', import.meta.url),
  row: Row,
  judge(rows) {
    return [...rows].sort((a, b) => (a.account + a.key < b.account + b.key ? -1 : 1)).flatMap((row) => finding(row));
  },
};

function finding(row: Row): Finding[] {
  const seen = change(row);
  const isPassedOn = passedOn(seen);
  if (!isPassedOn && !isLeaked(seen)) return [];
  const because = isPassedOn ? describePassing(seen) : describeLeak(seen);
  const { strangers, signs } = seen;
  const isActedOn = isPassedOn && strangers.length >= ACTED_ON.strangers && signs.size >= ACTED_ON.signs;
  return [
    {
      subject: row.key === '' ? { kind: 'account', id: row.account } : { kind: 'key', id: row.key },
      score: seen.surprise + Math.log(strangers.length),
      point: isActedOn ? 'act' : 'report',
      because,
      numbers: {
        records: seen.strange,
        calls: seen.calls,
        strangers: strangers.length,
        new_network_operators: seen.fresh.networks,
        new_clients: seen.fresh.clients,
        new_countries: seen.fresh.countries,
        languages: row.languages,
        times_usual_day: seen.rise,
        signs: signs.size,
        surprise_nats: seen.surprise,
      },
      evidence: strangers.slice(0, SHOWN).map(({ record }) => record),
      members: [{ account: row.account, records: seen.strange, tie: because }],
    },
  ];
}

function passedOn({ strangers, strange, calls, signs, hasPast }: Change): boolean {
  if (strangers.length < PASSED_ON || 5 * strange < calls) return false;
  if (hasPast) return signs.size >= LEAST_SIGNS;
  return strangers.length >= NEW_KEY.strangers && NEW_KEY.signs.every((sign) => signs.has(sign));
}

function isLeaked({ strangers, strange, calls, signs, hasPast, isGoingOn, rise, fresh }: Change): boolean {
  return (
    hasPast &&
    isGoingOn &&
    strangers.length > 0 &&
    2 * strange >= calls &&
    rise >= LEAKED_RISE &&
    signs.has('level') &&
    TRYING_OUT.some((sign) => signs.has(sign)) &&
    [fresh.networks > 0, fresh.clients > 0, fresh.countries > 0, signs.has('hours')].filter(Boolean).length >= 3
  );
}

function describePassing({ strangers, strange, calls, fresh }: Change): string {
  return (
    `${strangers.length} callers that share no network or client made ${strange} of ${calls} calls ` +
    `through ${fresh.networks} network operators the key had never used`
  );
}

function describeLeak({ strange, calls, rise }: Change): string {
  return `new callers made ${strange} of ${calls} calls, up to ${Math.round(rise)} times a usual day, while the known ones went on`;
}
