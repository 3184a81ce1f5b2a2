import type { Random } from '#demo/random';
import { drawnWords, varied } from './drawn-text.js';
import { chanceOf, DAY, drawnVoice, HOUR, type Strength, scattered, spoken, type Told, type Voice } from './scene.js';

/** Words of a text. */
const LENGTH = 32;

/** Days of a window, and of the past it is compared with. */
export const WINDOW_DAYS = 3;
const PAST_DAYS = 7;

function drawnText(random: Random): string[] {
  return drawnWords(random, LENGTH);
}

/** Calls about other things at a rate a day, from one instant until another. */
function otherCalls(voice: Voice, account: string, rate: number, from: number, until: number, random: Random): Told[] {
  return scattered(random, (rate * (until - from)) / DAY, from, until).map((at) =>
    spoken(voice, account, at, random, { prompt: drawnText(random).join(' ') }),
  );
}

/**
 * A use nobody has foreseen: from each day to the next more accounts fill in one template and stay with it.
 *
 * `jitter` is the share of their calls that are about other things. The first call of an account is always of the template.
 *
 * @param from  midnight of the day the first account begins on
 * @param days  until all have begun
 */
export function growingCluster(strength: Strength, name: string, from: number, days = WINDOW_DAYS): Told[] {
  const { seed, accounts, volume, mutation, jitter } = strength;
  const random = chanceOf('growing-cluster', seed);
  const text = drawnText(random);
  const until = from + days * DAY;
  return Array.from({ length: accounts }, (_, index) => index).flatMap((index) => {
    const account = `${name}-${index + 1}`;
    const voice = drawnVoice(random, 'vpn');
    // Later days bring more: a quarter of the accounts on the first day, two fifths on the last.
    const joins = from + ((index + 0.5) / accounts) ** 0.75 * days * DAY;
    const own = [joins, ...scattered(random, (volume * (until - joins)) / DAY, joins, until)].map((at) =>
      spoken(voice, account, at, random, { prompt: varied(text, mutation, random) }),
    );
    const rate = (volume * jitter) / Math.max(0.01, 1 - jitter);
    return [...own, ...otherCalls(voice, account, rate, joins, until, random)];
  });
}

/** People who always have something of their own to ask; without them the week before is empty and nothing is new. */
export function regulars(seed: number, count: number, from: number): Told[] {
  const random = chanceOf('regulars', seed);
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((one) =>
    otherCalls(
      drawnVoice(random, 'residential'),
      `regular-${one}`,
      1.5,
      from - PAST_DAYS * DAY,
      from + WINDOW_DAYS * DAY,
      random,
    ),
  );
}

/** One text in the hands of several for honest reasons; each told of the week before a window and of the window itself. */
export function honestClusters(seed: number, from: number): Told[] {
  const random = chanceOf('honest-clusters', seed);
  const start = from - PAST_DAYS * DAY;
  const people = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const asked = (account: string, at: number, text: readonly string[], more = {}, mutation = 0) =>
    spoken(drawnVoice(random, 'residential'), account, at, random, { prompt: varied(text, mutation, random), ...more });

  // A prompt of a public list: every day two strangers paste it word for word.
  const listed = drawnText(random);
  const publicPrompt = people(20).map((one) => asked(`paster-${one}`, start + one * 12 * HOUR - HOUR, listed));

  // A prompt that goes round these days: each day twice as many try it, once, among all else they do.
  const going = drawnText(random);
  const viral = people(14).flatMap((one) => {
    const account = `curious-${one}`;
    const at = from + Math.log2(one + 1) * 18 * HOUR;
    const voice = drawnVoice(random, 'mobile');
    return [asked(account, at, going, {}, 0.03), ...otherCalls(voice, account, 2, from - DAY, from + 3 * DAY, random)];
  });

  // A class that has one exercise for three days.
  const exercise = drawnText(random);
  const lesson = people(12).flatMap((pupil) =>
    people(3).flatMap((day) =>
      random.chance(0.9)
        ? [asked(`pupil-${pupil}`, from + (day - 1) * DAY + 9 * HOUR + random.below(HOUR), exercise)]
        : [],
    ),
  );

  // A company that brings its staff onto one program, a few more each day.
  const program = drawnText(random);
  const rollout = people(12).flatMap((clerk) =>
    people(5).map((turn) =>
      asked(`clerk-${clerk}`, from + Math.sqrt(clerk) * 15 * HOUR + turn * HOUR, program, { organization: 'one' }, 0.1),
    ),
  );

  // Readers' letters of three papers that write much else: the same frame twice in the week before, and once in the window.
  const letter = drawnText(random);
  const newsletter = [-6, -3, 1].flatMap((day) =>
    people(3).flatMap((paper) =>
      people(4).map((reader) =>
        asked(`paper-${paper}`, from + day * DAY + 6 * HOUR + paper * 5 * HOUR + reader * 60_000, letter, {}, 0.1),
      ),
    ),
  );
  const papers = people(3).flatMap((paper) =>
    otherCalls(drawnVoice(random, 'hosting'), `paper-${paper}`, 3, start, from + 3 * DAY, random),
  );
  return [...publicPrompt, ...viral, ...lesson, ...rollout, ...newsletter, ...papers];
}
