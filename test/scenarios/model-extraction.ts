import type { Random } from '#demo/random';
import { inventedName } from '#demo/vocabulary/names';
import { TOPICS } from '#demo/vocabulary/topics';
import { drawnVoice as drawnWriter, ownCompletion, ownPrompt, type Voice as Writer } from '#demo/voice';
import {
  chanceOf,
  DAY,
  drawnVoice,
  HOUR,
  SECOND,
  type Strength,
  scattered,
  spoken,
  type Told,
  type Voice,
} from './scene.js';

/** Demands that make answers worth learning from. */
const DEMANDS = [
  'think step by step before the final answer',
  'list every reason that speaks against it',
  'grade your own work between one and ten',
  'write out a complete derivation using numbered paragraphs',
  'name two mistakes that beginners would make',
  'close with some summary for an examiner',
  'begin by restating what is known and unknown',
  'compare three alternatives in a table',
  'cite whichever rule applies at each point',
  'translate key terms into Latin and Greek',
  'show how somebody could verify everything',
  'mark uncertain claims with square brackets',
];

/** Three demands and a name that tells one pool's template from another's. */
function template(random: Random): string {
  return `${random.sample(DEMANDS, 3).join(', ')}, task set ${inventedName(random)} ${inventedName(random)}`;
}

/** The template with some of its words exchanged. */
function varied(text: string, mutation: number, random: Random): string {
  return text
    .split(' ')
    .map((word) => (random.chance(mutation) ? inventedName(random).toLowerCase() : word))
    .join(' ');
}

function writers(random: Random): Writer[] {
  return TOPICS.flatMap((topic) => [drawnWriter(topic, random), drawnWriter(topic, random)]);
}

function instant(milliseconds: number): string {
  return new Date(Math.floor(milliseconds / SECOND) * SECOND).toISOString().replace('.000Z', 'Z');
}

/** A long answer to a short prompt. */
function answered(random: Random, output: number) {
  const tokens = Math.round(output * random.within(0.7, 1.3));
  return { input_tokens: random.between(60, 400), output_tokens: tokens, finish_reason: 'stop' };
}

/**
 * Paying accounts of one means of payment: a balancer deals questions about everything out among them, all day.
 *
 * Heeds `accounts`, `volume` (calls an account), `mutation` (of the template) and `jitter`: how unequal the shares are, and the
 * chance that an account pays by itself.
 */
export function extractionPool(
  { seed, accounts, volume, mutation, jitter }: Strength,
  name: string,
  from: number,
): Told[] {
  const random = chanceOf('extraction-pool', seed);
  const [coda, subjects, payment] = [template(random), writers(random), `pay_${random.hex(12)}`];
  const settings = { temperature: random.pick([0.05, 0.1, 0.15, 0.2, 0.25]), max_tokens: random.between(24, 64) * 64 };
  return Array.from({ length: accounts }, (_, n) => n + 1).flatMap((n) => {
    const voice = drawnVoice(random, 'hosting');
    const fields = {
      plan: 'pay-as-you-go',
      organization: `${name}-owner-${n}`,
      payment_fingerprint: random.chance(jitter) ? `pay_${random.hex(12)}` : payment,
      account_created_at: instant(from - random.between(48, 400) * HOUR),
      ...settings,
    };
    const calls = Math.max(20, Math.round(volume * random.logNormal(0, jitter)));
    const beat = (23.8 * HOUR) / calls;
    return Array.from({ length: calls }, (_, nth) =>
      spoken(voice, `${name}-${n}`, from + (nth + random.next()) * beat, random, {
        ...fields,
        ...answered(random, 2_400),
        prompt: `${ownPrompt(random.pick(subjects), random)} ${varied(coda, mutation, random)}`,
      }),
    );
  });
}

/** The same without texts and with free accounts that were made within one hour. */
export function silentPool(strength: Strength, name: string, from: number): Told[] {
  const random = chanceOf('silent-pool', strength.seed);
  const created = instant(from - 30 * HOUR);
  return extractionPool(strength, name, from).map(({ prompt, payment_fingerprint, organization, ...call }) => ({
    ...call,
    plan: 'free',
    account_created_at: random.chance(strength.jitter / 4) ? call.account_created_at : created,
  }));
}

/** One young account that asks all day by itself. Heeds `volume` (calls) and `mutation`. */
export function harvester({ seed, volume, mutation }: Strength, account: string, from: number): Told[] {
  const random = chanceOf('harvester', seed);
  const [coda, subjects, voice] = [template(random), writers(random), drawnVoice(random, 'hosting')];
  const fields = {
    plan: 'pay-as-you-go',
    account_created_at: instant(from - 9 * DAY),
    temperature: 0.1,
    max_tokens: 4_096,
  };
  return scattered(random, volume, from, from + DAY).map((at) =>
    spoken(voice, account, at, random, {
      ...fields,
      ...answered(random, 2_400),
      prompt: `${ownPrompt(random.pick(subjects), random)} ${varied(coda, mutation, random)}`,
    }),
  );
}

/** Honest accounts with long answers: a popular program, laboratories with one test, a customer with a contract, a novelist. */
export function longWriters(seed: number, from: number): Told[] {
  const random = chanceOf('long-writers', seed);
  const people = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const subjects = writers(random);
  const call = (voice: Voice, account: string, at: number, prompt: string, fields: Readonly<Record<string, unknown>>) =>
    spoken(voice, account, at, random, { plan: 'team', ...answered(random, 1_300), prompt, ...fields });
  const signed = (hours: number) => ({ account_created_at: instant(from - hours * HOUR) });
  // Bloggers who use one program: its template and settings, each as much as they like.
  const coda = template(random);
  const bloggers = people(6).flatMap((one) => {
    const voice = drawnVoice(random, 'residential');
    const own = { ...signed(random.between(100, 20_000)), temperature: 0.8, max_tokens: 2_000 };
    const mine = [random.pick(subjects), random.pick(subjects)] as const;
    return scattered(random, 30 * random.logNormal(0, 0.7), from + 7 * HOUR, from + 22 * HOUR).map((at) =>
      call(voice, `blogger-${one}`, at, `${ownPrompt(random.pick(mine), random)} ${coda}`, own),
    );
  });
  // Three laboratories put the same public test to the model on the morning it appears.
  const test = people(22).map((nth) => `${ownPrompt(random.pick(subjects), random)} question ${nth} of ${coda}`);
  const laboratories = people(3).flatMap((one) => {
    const voice = drawnVoice(random, 'hosting');
    const own = {
      ...signed(random.between(100, 900)),
      organization: `laboratory-${one}`,
      temperature: 0,
      max_tokens: 2_000,
    };
    const start = from + random.within(9, 11) * HOUR;
    return test.map((prompt, nth) =>
      call(voice, `laboratory-${one}`, start + nth * 30 * SECOND, prompt, {
        ...own,
        completion: ownCompletion(random.pick(subjects), random),
      }),
    );
  });
  // A customer of long standing has training data made, over three accounts of one organisation.
  const [agreed, signedUp, share] = [template(random), random.between(9_000, 30_000), random.between(22, 34)];
  const customer = people(3).flatMap((one) => {
    const voice = drawnVoice(random, 'hosting');
    const own = {
      ...signed(signedUp),
      organization: 'contracted',
      paid_usd: 9_000,
      payment_fingerprint: 'pay_contracted',
    };
    return people(share).map((nth) => {
      const at = from + ((nth - random.next()) * 23 * HOUR) / share;
      const prompt = `${ownPrompt(random.pick(subjects), random)} ${agreed}`;
      return call(voice, `contracted-${one}`, at, prompt, { ...own, temperature: 0.1, max_tokens: 4_096 });
    });
  });
  const novelist = drawnVoice(random, 'residential');
  const chapters = scattered(random, 40, from + 8 * HOUR, from + 20 * HOUR).map((at) =>
    call(novelist, 'novelist', at, ownPrompt(subjects[0] as Writer, random), { temperature: 1, max_tokens: 4_000 }),
  );
  return [...bloggers, ...laboratories, ...customer, ...chapters];
}
