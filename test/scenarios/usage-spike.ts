import type { Random } from '#demo/random';
import { chanceOf, DAY, drawnVoice, HOUR, MINUTE, type Strength, spoken, type Told, type Voice } from './scene.js';

/** Days of its past that a key is told of; the judged day is the one after. */
const SPIKE_PAST = 9;

/** Hour of the judged day in which bursts begin. */
export const SPIKE_HOUR = 14;

/** Calls in half an hour of an office day, mean. */
const USUAL = 24;

/** Office hours of a key's calls. */
const [OPENS, CLOSES] = [9, 16];

/** Calls at a mean rate a half hour, half hour by half hour; the rate of each strays by a factor of e with `jitter` for deviation. */
function office(voice: Voice, account: string, day: number, until: number, jitter: number, random: Random): Told[] {
  const told: Told[] = [];
  for (let at = day + OPENS * HOUR; at < Math.min(day + CLOSES * HOUR, until); at += 30 * MINUTE) {
    const calls = random.poisson(USUAL * random.logNormal(-(jitter ** 2) / 2, jitter));
    told.push(...some(voice, account, calls, at, 30 * MINUTE, random));
  }
  return told;
}

function some(voice: Voice, account: string, calls: number, from: number, length: number, random: Random): Told[] {
  return Array.from({ length: calls }, () => spoken(voice, account, from + random.below(length), random));
}

/** @param judged  midnight of the day with the burst */
function past(voice: Voice, account: string, judged: number, jitter: number, random: Random): Told[] {
  return Array.from({ length: SPIKE_PAST + 1 }, (_, ago) => judged - (SPIKE_PAST - ago) * DAY).flatMap((day) =>
    office(voice, account, day, judged + SPIKE_HOUR * HOUR, jitter, random),
  );
}

/**
 * Accounts of an office, each of which calls many times as much as usual within one half hour.
 *
 * Heeds `accounts`, `volume` (times the usual 24 calls) and `jitter` (deviation of the logarithm of what a half hour brings).
 */
export function burstingAccounts({ seed, accounts, volume, jitter }: Strength, name: string, judged: number): Told[] {
  const random = chanceOf('bursting-accounts', seed);
  return Array.from({ length: accounts }, (_, index) => `${name}-${index + 1}`).flatMap((account) => {
    const voice = drawnVoice(random, 'hosting');
    const begins = judged + SPIKE_HOUR * HOUR + random.below(3) * 10 * MINUTE;
    return [
      ...past(voice, account, judged, jitter, random),
      ...some(voice, account, Math.round(volume * USUAL), begins, 30 * MINUTE, random),
    ];
  });
}

/** Keys that call much for honest reasons, at the same hour. */
export function risingKeys(seed: number, judged: number): Told[] {
  const random = chanceOf('rising-keys', seed);
  const days = Array.from({ length: SPIKE_PAST + 1 }, (_, ago) => judged - (SPIKE_PAST - ago) * DAY);
  const at = SPIKE_HOUR * HOUR;
  // A report that runs every day at that time.
  const report = drawnVoice(random, 'hosting');
  const daily = days.flatMap((day) => [
    ...office(report, 'daily-report', day, day + at, 0.3, random),
    ...some(report, 'daily-report', random.between(250, 300), day + at, 30 * MINUTE, random),
  ]);
  // One that runs on this day of the week alone.
  const weekly = days.flatMap((day, index) => [
    ...office(report, 'weekly-report', day, day + at, 0.3, random),
    ...(index % 7 === SPIKE_PAST % 7
      ? some(report, 'weekly-report', random.between(280, 300), day + at, 30 * MINUTE, random)
      : []),
  ]);
  // A service that grows by a sixth a day.
  const growing = drawnVoice(random, 'hosting');
  const grown = days.flatMap((day, index) =>
    Array.from({ length: 24 }, (_, hour) =>
      some(growing, 'growing', random.poisson(30 * 1.15 ** index), day + hour * HOUR, HOUR, random),
    ).flat(),
  );
  // A product whose day rises by a third an hour up to now.
  const rising = drawnVoice(random, 'hosting');
  const risen = days.flatMap((day) =>
    Array.from({ length: SPIKE_HOUR + 1 - OPENS }, (_, hour) =>
      some(rising, 'rising', random.poisson(40 * 1.3 ** hour), day + (OPENS + hour) * HOUR, HOUR, random),
    ).flat(),
  );
  // A key that is three days old and tries out what it can do.
  const fresh = drawnVoice(random, 'residential');
  const tried = days
    .slice(-3)
    .flatMap((day, index) => some(fresh, 'tried-out', index === 2 ? 240 : 20, day + at, 30 * MINUTE, random));
  return [...daily, ...weekly, ...grown, ...risen, ...tried];
}
