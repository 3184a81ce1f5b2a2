import type { Random } from '#demo/random';
import { drawnWords, varied } from './drawn-text.js';
import { chanceOf, DAY, drawnVoice, HOUR, MINUTE, SECOND, type Strength, spoken, type Told } from './scene.js';

/** Words of a text. */
const LENGTH = 18;

/** Days of a week, one window of the detector. */
const DAYS = 7;

function own(random: Random): string {
  return drawnWords(random, LENGTH).join(' ');
}

/** Texts of its own that an account says beside those it says with others. */
const CHATTER = 6;

/** Rounds of one chorus: in each, the accounts that do not miss it say something within minutes of each other. */
function rounds(
  { seed, accounts, volume, jitter }: Strength,
  kind: string,
  name: string,
  from: number,
  say: (round: number, random: Random) => string,
): Told[] {
  const random = chanceOf(kind, seed);
  const cast = Array.from({ length: accounts }, (_, index) => ({
    account: `${name}-${index + 1}`,
    voice: drawnVoice(random, 'vpn'),
  }));
  const chatter = cast.flatMap(({ account, voice }) =>
    Array.from({ length: CHATTER }, () =>
      spoken(voice, account, from + random.below(DAYS * DAY), random, { completion: own(random) }),
    ),
  );
  const together = Array.from({ length: volume }, (_, round) => {
    const begins = from + random.below(DAYS * DAY - 4 * HOUR);
    return cast
      .filter(() => !random.chance(jitter))
      .map(({ account, voice }) => {
        const late = random.below(40 * SECOND) + random.exponential(jitter * 30 * MINUTE);
        return spoken(voice, account, begins + late, random, { completion: say(round, random) });
      });
  });
  return [...chatter, ...together.flat()];
}

/**
 * Accounts that say the same again and again at nearly the same time.
 *
 * Heeds `accounts`, `volume` (texts of the week that they say together), `mutation` (chance of a word to be another one) and
 * `jitter` (chance that an account misses a round; it comes later by half an hour times that, mean).
 */
export function chorus(strength: Strength, name: string, from: number): Told[] {
  const random = chanceOf('chorus-texts', strength.seed);
  const texts = Array.from({ length: strength.volume }, () => drawnWords(random, LENGTH));
  return rounds(strength, 'chorus', name, from, (round, chance) =>
    varied(texts[round] as string[], strength.mutation, chance),
  );
}

/** The same with sites that they promote together, each in words of its own; `mutation` does nothing. */
export function linkChorus(strength: Strength, name: string, from: number): Told[] {
  return rounds(
    strength,
    'link-chorus',
    name,
    from,
    (round, random) => `${own(random)} https://${name}-${round}.example/${random.hex(4)}`,
  );
}

/** Accounts that say or link the same for honest reasons. */
export function echoes(seed: number, from: number): Told[] {
  const random = chanceOf('echoes', seed);
  const people = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const says = (account: string, completion: string, at: number, more = {}) =>
    spoken(drawnVoice(random, 'residential'), account, at, random, { completion, ...more });
  // Five desks of one newsroom that send each release at once.
  const desks = people(8).flatMap(() => {
    const [release, at] = [own(random), from + random.below(DAYS * DAY)];
    return people(5).map((desk) =>
      says(`desk-${desk}`, release, at + random.below(5 * MINUTE), { organization: 'herald' }),
    );
  });
  // Fans of one team: each evening many link one report, whenever they come to it.
  const fans = people(5).flatMap((day) =>
    people(40).flatMap((fan) =>
      random.chance(0.4)
        ? [
            says(
              `fan-${fan}`,
              `${own(random)} https://team-${seed}.example/${day}`,
              from + day * DAY + 17 * HOUR + random.below(6 * HOUR),
            ),
          ]
        : [],
    ),
  );
  // A proverb of the day that strangers repeat, each of them once.
  const proverbs = people(6).flatMap((day) => {
    const proverb = own(random);
    return people(8).map((turn) =>
      says(`proverb-${day}-${turn}`, proverb, from + day * DAY + 8 * HOUR + random.below(2 * HOUR)),
    );
  });
  // Two friends who once sent the same greeting.
  const greeting = own(random);
  const friends = people(2).map((friend) => says(`friend-${friend}`, greeting, from + DAY + friend * MINUTE));
  return [...desks, ...fans, ...proverbs, ...friends];
}

/** Everybody else: texts of their own, now and then with a link to a busy site. */
export function talkers(seed: number, count: number, from: number): Told[] {
  const random = chanceOf('talkers', seed);
  return Array.from({ length: count }, (_, index) => `talker-${index + 1}`).flatMap((account) => {
    const voice = drawnVoice(random, 'residential');
    return Array.from({ length: random.between(3, 9) }, () => {
      const link = random.chance(0.4) ? ` https://busy-${random.below(30)}.example/${random.hex(4)}` : '';
      return spoken(voice, account, from + random.below(DAYS * DAY), random, { completion: `${own(random)}${link}` });
    });
  });
}
