import { drawnHome } from '#demo/network';
import type { Random } from '#demo/random';
import {
  chanceOf,
  DAY,
  drawnVoice,
  HOUR,
  MINUTE,
  type Strength,
  scattered,
  spoken,
  type Told,
  type Voice,
} from './scene.js';

/** What one hand's accounts have in common; each is missing from an account with the chance that `jitter` gives. */
interface Common {
  readonly voice: Voice;
  readonly createdAt: string;
  readonly payment?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

interface Member {
  readonly account: string;
  readonly voice: Voice;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Calls it makes a day. */
  readonly calls: number;
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

/** Accounts of a pool; `jitter` blurs both what they share and how equal their work is. */
function members(name: string, { accounts, volume, jitter }: Strength, common: Common, from: number, random: Random) {
  return Array.from({ length: accounts }, (_, index): Member => {
    const own = drawnVoice(random, 'residential');
    const blurred = (shared: unknown, private_: unknown) => (random.chance(jitter) ? private_ : shared);
    const home = random.chance(jitter) ? own.home : common.voice.home;
    const client = random.chance(jitter) ? own.fields : common.voice.fields;
    return {
      account: `${name}-${index + 1}`,
      voice: { home, fields: client },
      fields: {
        plan: common.payment === undefined ? 'free' : 'pay-as-you-go',
        account_created_at: blurred(common.createdAt, instant(from - random.between(2, 400) * DAY)),
        ...(common.payment === undefined
          ? {}
          : { payment_fingerprint: blurred(common.payment, `pay_${random.hex(12)}`) }),
        ...(common.settings ?? {}),
      },
      calls: Math.max(10, Math.round(volume * random.logNormal(0, jitter))),
    };
  });
}

function refused(voice: Voice, account: string, at: number, random: Random, fields: Member['fields']): Told {
  const more = { ...fields, status: 429, error: 'rate_limit_exceeded', limit_type: 'requests' };
  return spoken(voice, account, at, random, more);
}

/** Free accounts made within one hour: each is used up to its limit, refused once, and the next one begins. */
export function farmedPool(strength: Strength, name: string, from: number): Told[] {
  const random = chanceOf('farmed-pool', strength.seed);
  const common = { voice: drawnVoice(random, 'hosting'), createdAt: instant(from - 5 * HOUR) };
  let at = from + HOUR;
  return members(name, strength, common, from, random).flatMap(({ account, voice, fields, calls }) => {
    const told = Array.from({ length: calls }, () => {
      at += random.within(1, 2) * MINUTE;
      return spoken(voice, account, at, random, fields);
    });
    at += MINUTE;
    return [...told, refused(voice, account, at, random, fields)];
  });
}

/** Paying accounts of one means of payment: a balancer deals the calls of a whole day out among them by turns. */
export function balancedPool(strength: Strength, name: string, from: number): Told[] {
  const random = chanceOf('balanced-pool', strength.seed);
  const common = {
    voice: drawnVoice(random, 'hosting'),
    createdAt: instant(from - 60 * DAY),
    payment: `pay_${random.hex(12)}`,
    settings: { temperature: 0.15, max_tokens: 3_000 },
  };
  return members(name, strength, common, from, random).flatMap(({ account, fields, calls }) => {
    // Each account has a machine of its own; nothing but payment and settings ties them.
    const voice = drawnVoice(random, 'hosting');
    const made = instant(from - random.between(20, 200) * DAY);
    const beat = (20 * HOUR) / calls;
    return Array.from({ length: calls }, (_, index) => {
      return spoken(voice, account, from + 2 * HOUR + index * beat + random.below(beat), random, {
        ...fields,
        account_created_at: made,
      });
    });
  });
}

/** Accounts of one client that work one after the other, each for an hour or two. */
export function turningPool(strength: Strength, name: string, from: number): Told[] {
  const random = chanceOf('turning-pool', strength.seed);
  const common = { voice: drawnVoice(random, 'vpn'), createdAt: instant(from - 30 * HOUR) };
  const shift = (20 * HOUR) / strength.accounts;
  return members(name, strength, common, from, random).flatMap(({ account, voice, fields, calls }, turn) =>
    Array.from({ length: calls }, (_, index) => {
      const start = from + 2 * HOUR + turn * shift;
      return spoken(voice, account, start + ((index + random.next()) * shift) / calls, random, fields);
    }),
  );
}

/** Accounts with much in common that belong to different people, or to a company that says so. */
export function neighbours(seed: number, from: number): Told[] {
  const random = chanceOf('neighbours', seed);
  const school = drawnHome('residential', 'DE', random);
  const hall = drawnHome('residential', 'FR', random);
  const program = drawnVoice(random, 'hosting', 'US');
  const exercise =
    'explain in your own words why the tides follow the moon and draw a table with the next ten high waters';
  const people = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const class_ = people(25).flatMap((pupil) => {
    const own = { home: school, fields: drawnVoice(random, 'residential').fields };
    const fields = { plan: 'free', account_created_at: instant(from - 50 * HOUR), prompt: exercise };
    const start = from + 9 * HOUR + random.below(10 * MINUTE);
    return people(random.between(10, 13)).map((turn) =>
      spoken(own, `pupil-${pupil}`, start + turn * 2 * MINUTE, random, {
        ...fields,
        prompt: turn === 1 ? exercise : undefined,
      }),
    );
  });
  const hackathon = people(10).flatMap((hacker) => {
    const own = { home: hall, fields: program.fields };
    const fields = { plan: 'free', account_created_at: instant(from - 3 * HOUR) };
    const calls = Math.round(12 * random.logNormal(0.3, 0.9));
    return scattered(random, Math.max(10, calls), from + 8 * HOUR, from + 22 * HOUR).map((at) =>
      spoken(own, `hacker-${hacker}`, at, random, fields),
    );
  });
  const company = people(6).flatMap((service) => {
    const fields = {
      organization: 'one-company',
      payment_fingerprint: 'pay_company',
      temperature: 0.35,
      max_tokens: 800,
    };
    return people(16).map((hour) =>
      spoken(program, `service-${service}`, from + hour * HOUR + random.below(HOUR), random, fields),
    );
  });
  // Hourly jobs of strangers: equal shares of the day, and nothing in common but a popular SDK.
  const jobs = people(6).flatMap((job) => {
    const own = { home: drawnHome('hosting', 'US', random), fields: { sdk: 'aurel-python/3.4.1' } };
    return people(14).map((hour) => spoken(own, `job-${job}`, from + hour * HOUR + 5 * MINUTE, random));
  });
  const family = people(3).flatMap((one) => {
    const own = { home: hall, fields: { sdk: 'quill-js/0.14.2' } };
    return scattered(random, 8 * one * one, from + 16 * HOUR, from + 22 * HOUR).map((at) =>
      spoken(own, `family-${one}`, at, random, { account_created_at: instant(from - one * 90 * DAY) }),
    );
  });
  return [...class_, ...hackathon, ...company, ...jobs, ...family];
}

/** People who call more than ten times on the day and have nothing in common; without them nothing is rare. */
export function passers(seed: number, count: number, from: number): Told[] {
  const random = chanceOf('passers', seed);
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((one) => {
    const voice = drawnVoice(random, random.pick(['residential', 'mobile', 'hosting'] as const));
    const fields = { account_created_at: instant(from - random.between(100, 40_000) * HOUR) };
    return scattered(random, 12 * random.logNormal(0.2, 0.5), from + 6 * HOUR, from + 23 * HOUR).map((at) =>
      spoken(voice, `passer-${one}`, at, random, fields),
    );
  });
}
