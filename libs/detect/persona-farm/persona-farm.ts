import type { Detector, Finding } from '#detect/detector';
import { type Farm, farm, type Sign } from './farm.js';
import { Row } from './row.js';

/** What must hold before somebody looks (`report`) or something may be done (`act`). */
const REPORTED = { personas: 10, scheduled: 0.5, share: 0.5, signs: 3 } as const;
const ACTED_ON = { personas: 20, scheduled: 0.8, share: 0.8, signs: 4 } as const;

/** A verified organisation may well run a job for each of its customers: all signs must be there. */
const SIGNS_OF_ORGANISATIONS = 4;

/** Records shown, one a persona. */
const SHOWN = 50;

/** What each sign says of a farm. */
const TOLD: Readonly<Record<Sign, string>> = {
  rest: 'with nights of rest',
  turns: 'each in turn',
  form: 'for short answers of one form',
  template: 'with one template',
};

/**
 * Persona farm: behind one key many invented people come back day after day, and a clock calls them.
 *
 * Whom a caller claims to act for is no evidence and only groups the calls. What tells is that dozens of supposed people all keep
 * time to the minute, sleep at night nevertheless, and get short decisions of one form on prompts of one template.
 *
 * Public case: Anthropic, "Operating multi-client influence networks across platforms", April 2025 (over a hundred personas that decide when to
 * comment, like or share).
 */
export const personaFarm: Detector<Row> = {
  name: 'persona-farm',
  version: 1,
  category: 'INF',
  family: 'BEH',
  severity: 'high',
  everyHours: 24,
  spanHours: 168,
  judges: 'windows',
  catches:
    'A key behind which ten or more claimed users call twice a day or oftener, on four days of a week, by the clock, for short answers of one form on one template.',
  misses:
    'Personas without a claimed user, called once a day, at random times of the day or over 48 times a day, farms of fewer than ten, and, of verified organisations, those whose texts are not logged.',
  mistakes:
    'A product that runs a short job on a fixed schedule for each of its customers, without a verified organisation.',
  measures: {
    personas: { unit: 'claimed users that keep a schedule', report: REPORTED.personas, act: ACTED_ON.personas },
    records: { unit: 'calls of theirs' },
    users: { unit: 'claimed users of the key' },
    scheduled: {
      unit: '0..1 of those who come back day after day',
      report: REPORTED.scheduled,
      act: ACTED_ON.scheduled,
    },
    share: { unit: '0..1 of the calls that name a user', report: REPORTED.share, act: ACTED_ON.share },
    visits: { unit: 'visits of a persona a day, mean' },
    spread: { unit: 'times the ten minutes one persona needs' },
    rest: { unit: 'hours of the day without a visit, median' },
    tokens: { unit: 'tokens of an answer, median' },
    alike: { unit: '0..1 of the prompts with a band in common' },
    signs: {
      unit: 'of rest, turns, form and template',
      report: REPORTED.signs,
      act: ACTED_ON.signs,
      note: `for verified organisations ${SIGNS_OF_ORGANISATIONS} to report`,
    },
    score: { unit: 'personas on a schedule times the share of the four signs' },
  },
  sql: new URL('./persona-farm.sql', import.meta.url),
  row: Row,
  judge(rows) {
    return [...rows]
      .sort((a, b) => (`${a.account} ${a.key}` < `${b.account} ${b.key}` ? -1 : 1))
      .flatMap((row) => {
        const seen = farm(row);
        return seen === undefined || !passes(seen, row) ? [] : [finding(seen, row)];
      });
  },
};

function passes(seen: Farm, { organization }: Row): boolean {
  return reaches(seen, REPORTED) && (organization === '' || seen.signs.size >= SIGNS_OF_ORGANISATIONS);
}

function reaches(
  { personas, scheduled, share, signs }: Farm,
  least: { readonly [name in keyof typeof REPORTED]: number },
): boolean {
  return (
    personas.length >= least.personas &&
    scheduled >= least.scheduled &&
    share >= least.share &&
    signs.size >= least.signs
  );
}

function finding(seen: Farm, { account, key, users }: Row): Finding {
  const { personas, scheduled, share, visits, spread, rest, tokens, alike, signs } = seen;
  const records = personas.reduce((sum, persona) => sum + persona.calls, 0);
  const told = [...signs].map((sign) => TOLD[sign]);
  return {
    subject: key === '' ? { kind: 'account', id: account } : { kind: 'key', id: key },
    score: (personas.length * signs.size) / Object.keys(TOLD).length,
    point: reaches(seen, ACTED_ON) ? 'act' : 'report',
    because:
      `${personas.length} claimed users of one key call ${visits.toFixed(1)} times a day by the clock, ` +
      `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`,
    numbers: {
      personas: personas.length,
      records,
      users,
      scheduled,
      share,
      visits,
      spread,
      rest,
      tokens,
      alike,
      signs: signs.size,
    },
    evidence: personas.slice(0, SHOWN).map(({ record }) => record),
    members: [{ account, records, tie: `${personas.length} claimed users on a schedule` }],
  };
}
