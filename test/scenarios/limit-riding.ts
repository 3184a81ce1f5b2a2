import {
  chanceOf,
  DAY,
  drawnVoice,
  HOUR,
  MINUTE,
  SECOND,
  type Strength,
  scattered,
  spoken,
  type Told,
  type Voice,
} from './scene.js';

/** Hours that keys are told of. */
const RIDDEN_HOURS = 7;

/** Minutes that one client bursts at every reset. */
const BURSTING_MINUTES = 240;

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

function refused(voice: Voice, account: string, at: number, random: ReturnType<typeof chanceOf>, more = {}): Told {
  return spoken(voice, account, at, random, {
    ...more,
    status: 429,
    error: 'rate_limit_exceeded',
    limit_type: 'requests',
  });
}

/**
 * Free accounts of one program take turns through the day, each up to one call short of its daily limit.
 *
 * Heeds `accounts` and `volume` (limit, calls a day). `jitter` is the chance that an account lacks a common trait, and that a
 * stretch ends early.
 */
export function ridingAccounts(
  { seed, accounts, volume, jitter }: Strength,
  name: string,
  from: number,
  days: number,
): Told[] {
  const random = chanceOf('riding-accounts', seed);
  const program = drawnVoice(random, 'vpn');
  const shift = (22 * HOUR) / accounts;
  const beat = (0.95 * shift) / volume;
  return Array.from({ length: accounts }, (_, turn) => turn).flatMap((turn) => {
    const voice = random.chance(jitter) ? drawnVoice(random, 'vpn') : program;
    const created = from - (random.chance(jitter) ? random.between(100, 9_000) : 30) * HOUR;
    const fields = { plan: 'free', account_created_at: instant(created) };
    return Array.from({ length: days }, (_, day) => from + day * DAY + HOUR + turn * shift).flatMap((start) => {
      const calls = random.chance(jitter) ? random.between(Math.ceil(volume / 3), volume - 2) : volume - 1;
      return Array.from({ length: calls }, (_, nth) =>
        spoken(voice, `${name}-${turn + 1}`, start + (nth + 0.2 * random.next()) * beat, random, fields),
      );
    });
  });
}

/**
 * Keys of one account, each used up to its limit within every hour, then the next.
 *
 * Heeds `accounts` (keys) and `volume` (limit, calls an hour). `jitter` is the chance that a key is left early.
 */
export function ridingKeys({ seed, accounts, volume, jitter }: Strength, name: string, from: number): Told[] {
  const random = chanceOf('riding-keys', seed);
  const voice = drawnVoice(random, 'hosting');
  const beat = (0.95 * HOUR) / (accounts * volume);
  return Array.from({ length: RIDDEN_HOURS }, (_, hour) => from + (9 + hour) * HOUR).flatMap((start) => {
    let at = start;
    return Array.from({ length: accounts }, (_, key) => ({ key: `${name}-key-${key + 1}` })).flatMap((fields) => {
      const calls = random.chance(jitter) ? random.between(Math.ceil(volume / 3), volume) : volume;
      const told = Array.from({ length: calls }, () => {
        at += beat * random.within(0.8, 1.2);
        return spoken(voice, name, at, random, fields);
      });
      // Who is refused only now and then counts along.
      return random.chance(0.2) ? [...told, refused(voice, name, at + SECOND, random, fields)] : told;
    });
  });
}

/**
 * One client that bursts to its limit the moment each minute begins, and was refused there a few times.
 *
 * Heeds `volume` (limit, calls a minute). `jitter` is the chance that a minute is not filled.
 */
export function burstingClient({ seed, volume, jitter }: Strength, account: string, from: number): Told[] {
  const random = chanceOf('bursting-client', seed);
  const voice = drawnVoice(random, 'hosting');
  return Array.from({ length: BURSTING_MINUTES }, (_, nth) => from + 10 * HOUR + nth * MINUTE).flatMap((reset, nth) => {
    const calls = random.chance(jitter) ? random.between(Math.ceil(volume / 3), volume) : volume;
    const beat = (20 * SECOND) / calls;
    const told = Array.from({ length: calls }, (_, call) =>
      spoken(voice, account, reset + 150 + (call + random.next()) * beat, random),
    );
    return nth % 30 === 29 && calls === volume ? [...told, refused(voice, account, reset + 21 * SECOND, random)] : told;
  });
}

/** Honest callers that come to the same number again and again. */
export function levelCallers(seed: number, from: number, days: number): Told[] {
  const random = chanceOf('level-callers', seed);
  const people = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const midnights = Array.from({ length: days }, (_, day) => from + day * DAY);
  // Nightly jobs of strangers over lists of one length, with one popular program.
  const program = drawnVoice(random, 'hosting').fields;
  const nightly = people(4).flatMap((job) => {
    const voice = { home: drawnVoice(random, 'hosting').home, fields: program };
    const begins = random.within(0, 20) * HOUR;
    return midnights.flatMap((midnight) =>
      people(24).map((nth) =>
        spoken(voice, `nightly-${job}`, midnight + begins + nth * 20 * SECOND + random.below(SECOND), random, {
          plan: 'team',
        }),
      ),
    );
  });
  // Pupils of one app use up what is free, all of them in the evening.
  const app = drawnVoice(random, 'residential').fields;
  const pupils = people(6).flatMap((pupil) => {
    const voice = { home: drawnVoice(random, 'residential').home, fields: app };
    const fields = { plan: 'free', account_created_at: instant(from - random.between(100, 9_000) * HOUR) };
    return midnights.flatMap((midnight) => {
      const start = midnight + 17 * HOUR + random.below(3 * HOUR);
      const told = people(20).map((nth) =>
        spoken(voice, `pupil-${pupil}`, start + (nth + random.next()) * 3 * MINUTE, random, fields),
      );
      return [...told, refused(voice, `pupil-${pupil}`, start + 66 * MINUTE, random, fields)];
    });
  });
  // A batch client that paces itself below its limit, and a job at the top of every hour.
  const [batch, job] = [drawnVoice(random, 'hosting'), drawnVoice(random, 'hosting')];
  const paced = people(7 * 24).map((nth) =>
    spoken(batch, 'paced', from + 8 * HOUR + nth * 150 * SECOND, random, { plan: 'team' }),
  );
  const hourly = people(7).flatMap((hour) =>
    people(22).map((nth) => spoken(job, 'hourly', from + hour * HOUR + nth * 9 * SECOND, random, { plan: 'team' })),
  );
  // Three services of one company, each called once an hour.
  const company = drawnVoice(random, 'hosting');
  const services = people(3).flatMap((service) =>
    people(24 * days).map((hour) =>
      spoken(company, 'company', from + (hour - 1) * HOUR + service * MINUTE + random.below(5 * SECOND), random, {
        key: `service-${service}`,
        organization: 'one-company',
      }),
    ),
  );
  return [...nightly, ...pupils, ...paced, ...hourly, ...services];
}

/** Accounts that call when they like, so that the rest is not alone. */
export function drifters(seed: number, count: number, from: number, days: number): Told[] {
  const random = chanceOf('drifters', seed);
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((one) => {
    const voice = drawnVoice(random, random.pick(['residential', 'mobile', 'hosting'] as const));
    const usual = 24 * random.logNormal(0.2, 0.5);
    return Array.from({ length: days }, (_, day) => from + day * DAY).flatMap((midnight) =>
      scattered(random, usual * random.logNormal(0, 0.4), midnight + 6 * HOUR, midnight + 23 * HOUR).map((at) =>
        spoken(voice, `drifter-${one}`, at, random, { plan: random.pick(['free', 'team']) }),
      ),
    );
  });
}
