import type { Random } from '#demo/random';
import { TOPICS } from '#demo/vocabulary/topics';
import { drawnVoice as drawnStyle, ownPrompt } from '#demo/voice';
import { chanceOf, DAY, drawnVoice, HOUR, MINUTE, type Strength, scattered, spoken, type Told } from './scene.js';

/** Letters that look like Latin ones, such as evaders put in their place. */
const DISGUISES: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р', x: 'х' };

/** A person's way of asking. */
function asking(random: Random): () => string {
  const style = drawnStyle(random.pick(TOPICS), random);
  return () => ownPrompt(style, random);
}

/** The same text with a share of its words replaced by words of another. */
function reworded(text: string, other: string, share: number, random: Random): string {
  const spare = other.split(' ');
  return text
    .split(' ')
    .map((word) => (random.chance(share) ? random.pick(spare) : word))
    .join(' ');
}

function disguised(text: string, random: Random): string {
  return [...text].map((letter) => (random.chance(0.2) ? (DISGUISES[letter] ?? letter) : letter)).join('');
}

function refusal(random: Random): string {
  return random.chance(0.5) ? 'refusal' : 'content_filter';
}

/**
 * Accounts that word each refused prompt anew, minute by minute, until it is answered or they give up.
 *
 * Heeds `accounts`, `volume` (prompts an account insists on), `mutation` (share of the words that differ from try to try)
 * and `jitter` (chance that a try is written wholly anew).
 */
export function insistence({ seed, accounts, volume, mutation, jitter }: Strength, name: string, from: number): Told[] {
  const random = chanceOf('insistence', seed);
  return Array.from({ length: accounts }, (_, index) => index + 1).flatMap((one) => {
    const voice = drawnVoice(random, random.pick(['residential', 'vpn'] as const));
    const ask = asking(random);
    const account = `${name}-${one}`;
    const insisted = Array.from({ length: volume }, () => ask()).flatMap((text) => {
      const start = random.within(from + HOUR, from + DAY - 2 * HOUR);
      const tries = random.between(4, 8);
      let at = start;
      return Array.from({ length: tries }, (_, turn): Told => {
        at += random.within(0.5, 3) * MINUTE;
        const isLast = turn === tries - 1 && random.chance(0.7);
        const prompt = turn === 0 || random.chance(jitter) ? ask() : reworded(text, ask(), mutation, random);
        return spoken(voice, account, at, random, {
          prompt: turn === 0 ? text : prompt,
          finish_reason: isLast ? 'stop' : refusal(random),
        });
      });
    });
    return [...insisted, ...ownPrompts(account, 12, from, random)];
  });
}

/** Accounts that find out by disguised letters what the filter overlooks, and go on with it all day. */
export function disguise({ seed, accounts, volume }: Strength, name: string, from: number): Told[] {
  const random = chanceOf('disguise', seed);
  return Array.from({ length: accounts }, (_, index) => index + 1).flatMap((one) => {
    const voice = drawnVoice(random, 'residential');
    const text = asking(random)();
    const account = `${name}-${one}`;
    const tries = Array.from({ length: 8 }, (_, turn) => from + 8 * HOUR + turn * 3 * MINUTE);
    const passes = scattered(random, volume, from + 9 * HOUR, from + 23 * HOUR);
    return [
      ...tries.map((at, turn) =>
        spoken(voice, account, at, random, {
          prompt: turn === 0 ? text : disguised(text, random),
          finish_reason: 'content_filter',
        }),
      ),
      ...passes.map((at) =>
        spoken(voice, account, at, random, { prompt: disguised(text, random), finish_reason: 'stop' }),
      ),
    ];
  });
}

/** Ordinary prompts, of which one in a hundred is refused and left at that. */
function ownPrompts(account: string, mean: number, from: number, random: Random): Told[] {
  const voice = drawnVoice(random, 'residential');
  const ask = asking(random);
  return scattered(random, mean, from, from + DAY).map((at) =>
    spoken(voice, account, at, random, { prompt: ask(), finish_reason: random.chance(0.01) ? 'refusal' : 'stop' }),
  );
}

/** Honest accounts that are filtered or refused time and again. */
export function oftenRefused(seed: number, from: number): Told[] {
  const random = chanceOf('often-refused', seed);
  const people = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const organization = { organization: 'laboratory', plan: 'enterprise', paid_usd: 9_000 };
  // Curious people ask once or twice again, now and then, and leave it.
  const curious = people(12).flatMap((one) => {
    const voice = drawnVoice(random, 'residential');
    const ask = asking(random);
    return scattered(random, 3, from + HOUR, from + 22 * HOUR).flatMap((start) => {
      const text = ask();
      return people(random.between(1, 2)).map((turn) =>
        spoken(voice, `curious-${one}`, start + turn * MINUTE, random, {
          prompt: turn === 1 ? text : reworded(text, ask(), 0.15, random),
          finish_reason: refusal(random),
        }),
      );
    });
  });
  // A red team of a customer tries twenty subjects, each in four wordings.
  const tester = drawnVoice(random, 'hosting');
  const attack = asking(random);
  const team = people(20).flatMap((subject) => {
    const text = attack();
    return people(4).map((turn) =>
      spoken(tester, 'red-team', from + 9 * HOUR + (subject * 6 + turn) * MINUTE, random, {
        ...organization,
        prompt: reworded(text, attack(), turn === 1 ? 0 : 0.15, random),
        finish_reason: random.chance(0.9) ? refusal(random) : 'stop',
      }),
    );
  });
  // A client that sends the very same text again by itself.
  const client = drawnVoice(random, 'hosting');
  const stubborn = asking(random);
  const repeats = scattered(random, 6, from, from + 23 * HOUR).flatMap((start) => {
    const prompt = stubborn();
    return people(6).map((turn) =>
      spoken(client, 'repeating-client', start + turn * 2_000, random, { prompt, finish_reason: 'content_filter' }),
    );
  });
  // A catalogue of pharmacy goods: one template, an item in three is refused, and the job goes on.
  const shop = drawnVoice(random, 'hosting');
  const item = asking(random);
  const catalogue = people(80).map((nth) =>
    spoken(shop, 'pharmacy-catalogue', from + 3 * HOUR + nth * 20_000, random, {
      prompt: `write a friendly product description of ninety words for our shop, with dosage and warnings, for the item ${item().split(' ').slice(0, 4).join(' ')}`,
      finish_reason: random.chance(0.35) ? 'refusal' : 'stop',
    }),
  );
  return [...curious, ...team, ...repeats, ...catalogue];
}

/** Everybody else. */
export function ordinaryAskers(seed: number, count: number, from: number): Told[] {
  const random = chanceOf('ordinary-askers', seed);
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((one) =>
    ownPrompts(`asker-${one}`, 12, from, random),
  );
}
