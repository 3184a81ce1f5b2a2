import { median } from '#statistics/median';
import type { Persona, Row } from './row.js';
import { type Schedule, schedule } from './schedule.js';

/** What speaks for a farm beside the clock; each alone is innocent. */
export type Sign = 'rest' | 'turns' | 'form' | 'template';

/** The claimed users of one key that a clock calls. */
export interface Farm {
  /** In the order of their names. */
  readonly personas: readonly Persona[];
  /** Share of those who come back day after day that keep a schedule, 0..1. */
  readonly scheduled: number;
  /** Their share of all calls that name a user, 0..1. */
  readonly share: number;
  /** Visits of one of them a day, mean. */
  readonly visits: number;
  /** How many times as many stretches of ten minutes all of them take as one of them: 1 when all are called in one go. */
  readonly spread: number;
  /** Median over them of the longest stretch of the day without a visit, hours. */
  readonly rest: number;
  /** Median over them of the median length of an answer, tokens; 0 where not logged. */
  readonly tokens: number;
  /** Share of the key's prompts with a band in common, 0..1; 0 where texts are not logged. */
  readonly alike: number;
  readonly signs: ReadonlySet<Sign>;
}

/** Hours of rest: machines need none, and whoever plays people sleeps. */
const REST = 5;

/** Times the stretches one persona needs: a job that serves all customers in one go needs hardly more than one of them. */
const SPREAD = 3;

/** Longest answer of a decision such as like, reply or ignore, tokens, and how much longer long ones are than short ones; people are answered at ten times the length. */
const DECISION = { tokens: 300, range: 4 } as const;

/** Of a template a third of the words of each prompt makes a ninth of them share a band; of free questions hardly two in a hundred do. */
const ALIKE = 0.1;

/** Prompts below which a share of them says nothing. */
const LEAST_PROMPTS = 30;

const STRETCH = 10;

/** @returns undefined when nobody keeps a schedule */
export function farm({ returning, calls, prompts, alike }: Row): Farm | undefined {
  const kept = returning
    .map((persona) => ({ persona, ...schedule(persona.minutes) }))
    .filter(({ isKept }) => isKept)
    .sort((a, b) => a.persona.name - b.persona.name);
  if (kept.length === 0) return undefined;
  const outputs = kept.map(({ persona }) => persona.output);
  const [short, usual, long] = [0, 1, 2].map((at) => median(outputs.map((output) => output[at] as number))) as [
    number,
    number,
    number,
  ];
  const seen = {
    spread: spreadOf(kept),
    rest: median(kept.map(({ rest }) => rest)) / 60,
    tokens: usual,
    alike: prompts < LEAST_PROMPTS ? 0 : alike / prompts,
  };
  const signs: [Sign, boolean][] = [
    ['rest', seen.rest >= REST],
    ['turns', seen.spread >= SPREAD],
    ['form', usual > 0 && usual <= DECISION.tokens && long <= DECISION.range * short],
    ['template', seen.alike >= ALIKE],
  ];
  return {
    ...seen,
    personas: kept.map(({ persona }) => persona),
    scheduled: kept.length / returning.length,
    share: kept.reduce((sum, { persona }) => sum + persona.calls, 0) / calls,
    visits: kept.reduce((sum, { perDay }) => sum + perDay, 0) / kept.length,
    signs: new Set(signs.flatMap(([sign, isThere]) => (isThere ? [sign] : []))),
  };
}

function spreadOf(kept: readonly Pick<Schedule, 'visits'>[]): number {
  const stretches = kept.map(({ visits }) => new Set(visits.map((minute) => Math.floor(minute / STRETCH))));
  const all = new Set(stretches.flatMap((own) => [...own]));
  return all.size / median(stretches.map(({ size }) => size));
}
