import type { Random } from '#demo/random';
import { drawnWords, varied } from './drawn-text.js';
import { chanceOf, DAY, drawnVoice, HOUR, MINUTE, type Strength, spoken, type Told } from './scene.js';

/** Words of a text. */
const LENGTH = 34;

/** Days of a campaign: one window of the detector. */
const DAYS = 7;

function own(random: Random): string {
  return drawnWords(random, LENGTH).join(' ');
}

/**
 * One hand with several accounts lets them write one advertisement again and again.
 *
 * Heeds `accounts`, `volume` (advertisements an account writes in the week), `mutation` (chance of a word to be another one) and
 * `jitter` (share of what an account writes that is about something else). Every advertisement names a shop of its own.
 */
export function promotion(strength: Strength, name: string, from: number): Told[] {
  const { seed, accounts, volume, mutation, jitter } = strength;
  const random = chanceOf('promotion', seed);
  const text = drawnWords(random, LENGTH);
  const shop = `${random.hex(8)}.example`;
  return Array.from({ length: accounts }, (_, index) => `${name}-${index + 1}`).flatMap((account) => {
    const voice = drawnVoice(random, 'vpn');
    const told = Array.from({ length: Math.max(1, random.poisson(volume)) }, () => {
      const completion = `${varied(text, mutation, random)} https://${shop}/${random.hex(4)}`;
      return spoken(voice, account, from + random.below(DAYS * DAY), random, { completion });
    });
    const others = random.poisson((volume * jitter) / Math.max(0.01, 1 - jitter));
    const about = Array.from({ length: others }, () =>
      spoken(voice, account, from + random.below(DAYS * DAY), random, { completion: own(random) }),
    );
    return [...told, ...about];
  });
}

/** People whose texts are alike for honest reasons. */
export function alikeWriters(seed: number, from: number): Told[] {
  const random = chanceOf('alike-writers', seed);
  const people = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const at = () => from + random.below(DAYS * DAY);
  const says = (account: string, completion: string, when = at(), more = {}) =>
    spoken(drawnVoice(random, 'residential'), account, when, random, { completion, ...more });

  // A shop that sends one newsletter from three accounts of its own.
  const letters = people(3).flatMap(() => {
    const letter = drawnWords(random, LENGTH);
    return people(3).map((branch) =>
      says(`branch-${branch}`, varied(letter, 0.05, random), at(), { organization: 'shop' }),
    );
  });
  // A choir whose members answer each other below what was said, and write much else.
  const thread = people(3).map(() => own(random));
  const choir = people(6).flatMap((singer) => [
    ...thread.map((said) => says(`singer-${singer}`, `${own(random)} ${said}`)),
    ...people(12).map(() => says(`singer-${singer}`, own(random))),
  ]);
  // A class with one question, whose answers are nearly the same.
  const [question, answer] = [own(random), drawnWords(random, LENGTH)];
  const pupils = people(12).flatMap((pupil) => [
    says(`pupil-${pupil}`, varied(answer, 0.3, random), from + DAY + random.below(HOUR), { prompt: question }),
    ...people(5).map(() => says(`pupil-${pupil}`, own(random))),
  ]);
  // Two papers that print one agency's notice among all they write.
  const notice = own(random);
  const papers = people(2).flatMap((paper) => [
    ...people(2).map((turn) => says(`paper-${paper}`, notice, from + turn * DAY + paper * MINUTE)),
    ...people(20).map(() => says(`paper-${paper}`, own(random))),
  ]);
  // One author who works on one text all week, under one account.
  const draft = drawnWords(random, LENGTH);
  const author = people(15).map(() => says('author', varied(draft, 0.1, random)));
  return [...letters, ...choir, ...pupils, ...papers, ...author];
}

/** People who write about things of their own. */
export function writers(seed: number, count: number, from: number): Told[] {
  const random = chanceOf('writers', seed);
  return Array.from({ length: count }, (_, index) => `writer-${index + 1}`).flatMap((account) => {
    const voice = drawnVoice(random, 'residential');
    return Array.from({ length: random.between(2, 8) }, () =>
      spoken(voice, account, from + random.below(DAYS * DAY), random, { completion: own(random) }),
    );
  });
}
