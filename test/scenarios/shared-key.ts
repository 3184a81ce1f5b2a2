import type { Random } from '#demo/random';
import { chanceOf, DAY, drawnVoice, HOUR, type Strength, scattered, spoken, type Told, type Voice } from './scene.js';

/** Days a key has behind it before anything happens to it. */
export const PAST_DAYS = 12;

/** Days told after that. */
const JUDGED_DAYS = 3;

/** What some buyers ask, by language: each in their own. */
const QUESTIONS = [
  'please write a short letter to my landlord about the broken heating in the kitchen of our flat',
  'bitte schreibe mir eine kurze Nachricht an den Vermieter, weil die Heizung in der Küche nicht geht und es kalt ist',
  'écris une lettre pour le propriétaire de mon appartement, car le chauffage de la cuisine ne marche pas depuis lundi',
  'por favor escribe una carta para el dueño de mi piso, porque la calefacción de la cocina no funciona desde el lunes',
];

/** Office days of a key's owner: a few calls an hour, from nine to one. */
function ownUse(owner: Voice, account: string, from: number, days: number, random: Random): Told[] {
  return Array.from({ length: days }, (_, day) => from + day * DAY).flatMap((midnight) =>
    scattered(random, 5, midnight + 9 * HOUR, midnight + 13 * HOUR).map((at) =>
      spoken(owner, account, at, random, { key: `${account}-key` }),
    ),
  );
}

/**
 * A key that was one person's own is sold on: strangers call with it from everywhere, around the clock.
 *
 * Heeds `accounts` (buyers) and `volume` (calls a buyer makes a day). `jitter` is the share of buyers who come through the
 * seller's own proxy, and so look like one.
 */
export function resoldKey({ seed, accounts, volume, jitter }: Strength, account: string, from: number): Told[] {
  const random = chanceOf('resold-key', seed);
  const owner = drawnVoice(random, 'residential', 'DE');
  const sold = from + PAST_DAYS * DAY;
  const proxy = drawnVoice(random, 'hosting', 'NL');
  const buyers = Array.from({ length: accounts }, () =>
    random.chance(jitter)
      ? proxy
      : drawnVoice(random, random.pick(['residential', 'mobile', 'hosting', 'vpn'] as const)),
  );
  return [
    ...ownUse(owner, account, from, PAST_DAYS + JUDGED_DAYS, random),
    ...buyers.flatMap((buyer) => {
      const prompt = random.pick(QUESTIONS);
      return scattered(random, volume * JUDGED_DAYS, sold, sold + JUDGED_DAYS * DAY).map((at) =>
        spoken(buyer, account, at, random, { key: `${account}-key`, prompt }),
      );
    }),
  ];
}

/**
 * A key leaks to one thief, who tries out models and then drains it by night while the owner goes on.
 *
 * Heeds `volume`: calls of the thief a day.
 */
export function leakedKey({ seed, volume }: Strength, account: string, from: number): Told[] {
  const random = chanceOf('leaked-key', seed);
  const owner = drawnVoice(random, 'residential', 'DE');
  const thief = drawnVoice(random, 'vpn', 'BR');
  const stolen = from + PAST_DAYS * DAY;
  const models = ['aurel-3', 'aurel-3-pro', 'quill-70b-instruct', 'vireo-code-2-large', 'aurel-2'];
  return [
    ...ownUse(owner, account, from, PAST_DAYS + JUDGED_DAYS, random),
    ...scattered(random, volume, stolen, stolen + DAY).map((at) => {
      const model = random.pick(models);
      const status = random.chance(0.15) ? 400 : 200;
      return spoken(thief, account, at, random, { key: `${account}-key`, model, status });
    }),
  ];
}

/** Keys that come to be used from elsewhere for honest reasons; one account each. */
export function movedKeys(seed: number, from: number): Told[] {
  const random = chanceOf('moved-keys', seed);
  const moved = from + PAST_DAYS * DAY;
  const until = moved + JUDGED_DAYS * DAY;
  const owned = (account: string, days = PAST_DAYS + JUDGED_DAYS) =>
    ownUse(drawnVoice(random, 'residential', 'DE'), account, from, days, random);
  const by = (voices: readonly Voice[], account: string, mean: number, more: Readonly<Record<string, unknown>> = {}) =>
    voices.flatMap((voice) =>
      scattered(random, mean, moved, until).map((at) =>
        spoken(voice, account, at, random, { key: `${account}-key`, ...more }),
      ),
    );
  const many = (count: number, draw: () => Voice) => Array.from({ length: count }, draw);
  const office = drawnVoice(random, 'residential', 'FR').home;
  const campus = drawnVoice(random, 'education', 'DE').home;
  const runner = drawnVoice(random, 'hosting', 'US').fields;
  const phone = drawnVoice(random, 'mobile', 'DE').fields;
  return [
    // Twelve people in one new office, each with a client of their own.
    ...owned('new-office'),
    ...by(
      many(12, () => ({ ...drawnVoice(random, 'residential'), home: office })),
      'new-office',
      9,
    ),
    // A build fleet: forty machines of two clouds, one client.
    ...owned('build-fleet'),
    ...by(
      many(40, () => ({ home: drawnVoice(random, 'hosting', random.pick(['US', 'IE'])).home, fields: runner })),
      'build-fleet',
      3,
    ),
    // A campus: one gateway, thirty clients, many languages.
    ...owned('campus'),
    ...by(
      many(30, () => ({ ...drawnVoice(random, 'education'), home: campus })),
      'campus',
      3,
      { prompt: QUESTIONS[1] },
    ),
    // A launch: the owner's new server, twenty times the calls.
    ...owned('launch'),
    ...by([drawnVoice(random, 'hosting', 'US')], 'launch', 330),
    // A migration: the old place falls silent.
    ...owned('migration', PAST_DAYS),
    ...by(
      many(2, () => drawnVoice(random, 'hosting', 'IE')),
      'migration',
      40,
    ),
    // A traveller with one phone on nine networks.
    ...owned('traveller'),
    ...by(
      many(9, () => ({ home: drawnVoice(random, 'residential').home, fields: phone })),
      'traveller',
      4,
    ),
    // Eight people of one country who are handed the team's key to work at home.
    ...owned('home-workers'),
    ...by(
      many(8, () => drawnVoice(random, 'residential', 'DE')),
      'home-workers',
      8,
    ),
  ];
}
