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

/** Days told, the week that the detector judges. */
export const WEEK = 7;

/** Nights of the week on which a role-play goes on. */
const NIGHTS = [1, 3, 4];

/** What a classifier gives to a call, by category. */
type Scores = Readonly<Record<string, number>>;

/** Scores of a harmless call; no two classifiers have one scale. */
const HARMLESS = {
  'watchword-2': (random: Random): Scores => scores(random, 0.002, 0.06),
  'harshmark-1': (random: Random): Scores => scores(random, 0.35, 0.6),
} as const;
export type Classifier = keyof typeof HARMLESS;

/** Least score for hate in a role-play, by classifier: most harmless calls of one lie above what the other calls grave. */
const HATEFUL: Readonly<Record<Classifier, number>> = { 'watchword-2': 0.55, 'harshmark-1': 0.92 };

function scores(random: Random, least: number, most: number): Scores {
  const score = () => rounded(random.within(least, most));
  return { hate: score(), harassment: score(), violence: score(), sexual: score() };
}

function rounded(score: number): number {
  return Math.round(score * 1_000) / 1_000;
}

/** Calls of one session, a minute or three apart. */
function session(
  voice: Voice,
  account: string,
  at: number,
  random: Random,
  turns: readonly Told[string][],
  more: object,
) {
  const session = `ses_${random.hex(10)}`;
  let now = at;
  return turns.map((moderation): Told => {
    now += random.within(1, 3) * MINUTE;
    return spoken(voice, account, now, random, { session, moderation, ...more });
  });
}

/**
 * Role-plays of hate: long sessions by night, one at a time.
 *
 * Heeds `accounts`, `volume` (turns of a session) and `jitter` (share of the turns that score as harmless ones do).
 */
export function hatefulRolePlay(
  { seed, accounts, volume, jitter }: Strength,
  name: string,
  from: number,
  classifier: Classifier = 'watchword-2',
): Told[] {
  const random = chanceOf('hateful-role-play', seed);
  return Array.from({ length: accounts }, (_, index) => index + 1).flatMap((one) => {
    const voice = drawnVoice(random, 'residential');
    const account = `${name}-${one}`;
    const fields = { moderation_model: classifier, plan: 'free' };
    const plays = NIGHTS.flatMap((night) => {
      const turns = Array.from({ length: Math.max(1, random.poisson(volume)) }, (): Scores => {
        const harmless = HARMLESS[classifier](random);
        if (random.chance(jitter)) return harmless;
        const hate = rounded(random.within(HATEFUL[classifier], 0.98));
        return { ...harmless, hate, harassment: rounded(0.7 * hate) };
      });
      return session(voice, account, from + night * DAY + 22 * HOUR + random.below(HOUR), random, turns, fields);
    });
    return [...plays, ...ownUse(voice, account, from, random, classifier)];
  });
}

/** A few short harmless sessions over the week. */
function ownUse(voice: Voice, account: string, from: number, random: Random, classifier: Classifier): Told[] {
  return scattered(random, 2, from, from + WEEK * DAY - HOUR).flatMap((at) => {
    const turns = Array.from({ length: random.between(1, 9) }, () => HARMLESS[classifier](random));
    return session(voice, account, at, random, turns, { moderation_model: classifier });
  });
}

/** Everybody else whom a classifier scores, and now and then misjudges; without them nothing is unusual. */
export function scoredCrowd(seed: number, count: number, from: number, classifier: Classifier = 'watchword-2'): Told[] {
  const random = chanceOf('scored-crowd', seed);
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((one) =>
    ownUse(drawnVoice(random, 'residential'), `${classifier}-user-${one}`, from, random, classifier).map((call) =>
      random.chance(0.004) ? { ...call, moderation: { hate: rounded(random.within(0.3, 0.95)) } } : call,
    ),
  );
}

/** Honest accounts with high scores. */
export function darkTopics(seed: number, from: number): Told[] {
  const random = chanceOf('dark-topics', seed);
  const moderation_model = 'watchword-2';
  const harmless = () => HARMLESS[moderation_model](random);
  const high = (category: string) => ({ ...harmless(), [category]: rounded(random.within(0.5, 0.97)) });
  const organization = { plan: 'team', paid_usd: 900, account_created_at: new Date(from - 400 * DAY).toISOString() };
  const sessions = (account: string, mean: number, turns: () => Scores[], more: object = {}) => {
    const voice = drawnVoice(random, 'hosting');
    return scattered(random, mean, from, from + WEEK * DAY - 2 * HOUR).flatMap((at) =>
      session(voice, account, at, random, turns(), { moderation_model, ...more }),
    );
  };
  const many = (count: number, draw: () => Scores) => Array.from({ length: count }, draw);
  return [
    // A moderation desk: pasted posts, most of them hateful, two or three to a session.
    ...sessions(
      'moderation-desk',
      45,
      () => many(random.between(1, 3), () => (random.chance(0.7) ? high('hate') : harmless())),
      {
        organization: 'desk',
        ...organization,
      },
    ),
    // The same without sessions: the gateway names none, so that a whole hour of posts belongs together.
    ...sessions('unnamed-desk', 24, () => many(3, () => (random.chance(0.7) ? high('hate') : harmless())), {
      organization: 'other-desk',
      session: undefined,
      ...organization,
    }),
    // A historian: long sessions, in which one source in eight is vile.
    ...sessions('historian', 5, () => many(16, () => (random.chance(0.125) ? high('hate') : harmless()))),
    // A novelist: a few violent scenes, each two or three calls long.
    ...sessions('novelist', 14, () =>
      many(random.between(2, 5), () => (random.chance(0.5) ? high('violence') : harmless())),
    ),
    // Somebody who tried once, for one long evening.
    ...session(
      drawnVoice(random, 'residential'),
      'one-evening',
      from + 2 * DAY + 19 * HOUR,
      random,
      many(40, () => high('hate')),
      {
        moderation_model,
      },
    ),
    // A platform for adults, with leave: many sessions side by side.
    ...[0, 1, 2].flatMap((day) =>
      scattered(random, 7, from + day * DAY + 18 * HOUR, from + day * DAY + 22 * HOUR).flatMap((at) =>
        session(
          drawnVoice(random, 'residential'),
          'adult-platform',
          at,
          random,
          many(random.between(6, 9), () => high('sexual')),
          { moderation_model, organization: 'platform', ...organization },
        ),
      ),
    ),
  ];
}
