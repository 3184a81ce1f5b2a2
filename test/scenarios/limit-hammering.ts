import type { Random } from '#demo/random';
import { chanceOf, drawnVoice, HOUR, MINUTE, SECOND, type Strength, spoken, type Told, type Voice } from './scene.js';

/** Hours that are told of: one window of the detector. */
export const HAMMERED_HOURS = 2;

/** Share of a hammering client's calls that its limit still serves. */
const SERVED = 0.1;

const LIMITED = { status: 429, error: 'rate_limit_exceeded', limit_type: 'requests' } as const;
const DENIED = { status: 401, error: 'invalid_api_key' } as const;

/** Calls at a mean pace, one after the other; whoever is refused waits with a chance of its own, a few minutes each time. */
function calling(
  voice: Voice,
  account: string,
  from: number,
  random: Random,
  {
    pace,
    waits,
    refusal,
  }: { readonly pace: number; readonly waits: number; readonly refusal: typeof LIMITED | typeof DENIED },
): Told[] {
  const told: Told[] = [];
  for (let at = from; at < from + HAMMERED_HOURS * HOUR; at += random.exponential(HOUR / pace)) {
    const isServed = refusal === LIMITED && random.chance(SERVED);
    told.push(spoken(voice, account, at, random, isServed ? {} : refusal));
    if (!isServed && random.chance(waits)) at += random.within(1, 5) * MINUTE;
  }
  return told;
}

/**
 * Clients that their limit refuses nine times in ten, and that go on for two hours.
 *
 * Heeds `accounts` and `volume` (calls an hour at full pace). `jitter` is the chance that a client waits one to five minutes
 * after a refusal.
 */
export function hammeringClients({ seed, accounts, volume, jitter }: Strength, name: string, from: number): Told[] {
  const random = chanceOf('hammering-clients', seed);
  const how = { pace: volume, waits: jitter, refusal: LIMITED };
  return Array.from({ length: accounts }, (_, index) =>
    calling(drawnVoice(random, 'hosting'), `${name}-${index + 1}`, from, random, how),
  ).flat();
}

/** The same with keys that nobody takes any more: every call is denied. */
export function deniedClients({ seed, accounts, volume, jitter }: Strength, name: string, from: number): Told[] {
  const random = chanceOf('denied-clients', seed);
  const how = { pace: volume, waits: jitter, refusal: DENIED };
  return Array.from({ length: accounts }, (_, index) =>
    calling(drawnVoice(random, 'hosting'), `${name}-${index + 1}`, from, random, how),
  ).flat();
}

/** Honest clients that are refused too. */
export function refusedClients(seed: number, from: number): Told[] {
  const random = chanceOf('refused-clients', seed);
  const until = from + HAMMERED_HOURS * HOUR;
  // Doubles its wait with every refusal, from a second to five minutes, as all kits do.
  const backingOff: Told[] = [];
  const kit = drawnVoice(random, 'hosting');
  for (let [at, wait] = [from, SECOND]; at < until; at += wait) {
    const isServed = random.chance(0.2);
    backingOff.push(spoken(kit, 'backing-off', at, random, isServed ? {} : LIMITED));
    wait = isServed ? 2 * SECOND : Math.min(2 * wait, 5 * MINUTE);
  }
  // Sends until it is refused, then waits for the minute to end.
  const batch = drawnVoice(random, 'hosting');
  const paced = Array.from({ length: 60 * HAMMERED_HOURS }, (_, minute) => from + minute * MINUTE).flatMap((reset) =>
    Array.from({ length: 21 }, (_, nth) =>
      spoken(batch, 'waits-for-reset', reset + nth * SECOND, random, nth === 20 ? LIMITED : {}),
    ),
  );
  // A launch: for twenty minutes far more callers than the limit lets in, each trying again at once.
  const launch = drawnVoice(random, 'hosting');
  const crowd = Array.from({ length: 900 }, () =>
    spoken(
      launch,
      'launch-day',
      from + 40 * MINUTE + random.below(20 * MINUTE),
      random,
      random.chance(0.8) ? LIMITED : {},
    ),
  );
  // A busy service that is refused now and then, all day.
  const service = drawnVoice(random, 'hosting');
  const busy = Array.from({ length: 3_000 }, () =>
    spoken(service, 'busy-service', random.within(from, until), random, random.chance(0.03) ? LIMITED : {}),
  );
  // A health check whose key has expired, once a minute.
  const check = drawnVoice(random, 'hosting');
  const checks = Array.from({ length: 60 * HAMMERED_HOURS }, (_, minute) =>
    spoken(check, 'health-check', from + minute * MINUTE + random.below(SECOND), random, DENIED),
  );
  return [...backingOff, ...paced, ...crowd, ...busy, ...checks];
}
