import { capital, written } from '#demo/phrase';
import type { Random } from '#demo/random';
import { general } from '#demo/vocabulary/general';
import { lines, phrases } from '#demo/vocabulary/listed';
import { inventedName, names } from '#demo/vocabulary/names';
import { NARRATIVE, PERSONAS, TOWNS } from '#demo/vocabulary/narrative';
import { support } from '#demo/vocabulary/support';
import { ownCompletion, drawnVoice as writing } from '#demo/voice';
import { SAYINGS } from './sayings.js';
import { chanceOf, drawnVoice, HOUR, MINUTE, type Strength, scattered, spoken, type Told } from './scene.js';

/** Orders for one story, with slots for who tells it, where and in which language. */
const ORDERS = lines(`
  Write 4 short comments in {language} as a {persona} from {town} against the {cause}, different moods, no hashtags.
  Draft three replies that a {persona} living in {town} would post under news on the {cause}; answer in {language}, angry but believable.
  You are a {persona}. In {language}, tell your neighbours of {town} why the {cause} betrays ordinary families and who profits by it.
  Give me a post, {language} only, first person, some {persona} of {town}, disappointed by what the {cause} turned out to cost us all.
  Imagine letters of readers on the {cause}: one letter, {language}, signed by a {persona} in {town}, who demands that the council resign.
  Produce a message for a group chat in {language} where a {persona} warns friends in {town} that the {cause} hides dangerous debts.`);

const CAUSES = phrases('bridge; dam; airport; tunnel; hospital reform; wind park');
const SPOKEN = phrases('English; German; French; Spanish; Italian; Polish');
const TAGS = Object.keys(NARRATIVE);

/** How an operation tells its story. */
export interface Telling {
  /** Languages it tells it in, 1 to 6. */
  readonly languages: number;
  /** Number of the order it gives, so that operations of one day do not share one. */
  readonly order: number;
}

/**
 * One hand with several accounts orders comments for one story, in several languages and under changing personas, in the office
 * hours of one day.
 *
 * Heeds `accounts`, `volume` (orders an account gives that day), `mutation` (share of the order's words that are replaced) and
 * `jitter` (share of the personas that are made up for one call, and of the calls at any hour).
 */
export function narrativeOperation(
  { seed, accounts, volume, mutation, jitter }: Strength,
  name: string,
  from: number,
  { languages, order }: Telling,
): Told[] {
  const random = chanceOf('narrative-operation', seed);
  const cause = `${inventedName(random)} ${random.pick(CAUSES)}`;
  const template = ORDERS[order % ORDERS.length] as string;
  return Array.from({ length: accounts }, (_, index) => index + 1).flatMap((one) => {
    const voice = drawnVoice(random, 'vpn');
    return Array.from({ length: Math.max(1, random.poisson(volume)) }, () => {
      const at = random.chance(jitter) ? from + random.within(0, 24) * HOUR : from + random.within(7, 15) * HOUR;
      const language = random.below(languages);
      const persona = random.chance(jitter) ? inventedPersona(random) : random.pick(PERSONAS);
      const own = { language: [SPOKEN[language] as string], persona: [persona], town: TOWNS, cause: [cause] };
      const prompt = mutated(written(template, random, own), mutation, random);
      const completion = Array.from({ length: 2 }, () => comment(TAGS[language] as string, persona, random)).join('\n');
      return spoken(voice, `${name}-${one}`, at, random, { prompt, completion });
    });
  });
}

function inventedPersona(random: Random): string {
  return written('{quality} {matter} owner named {name}', random, general, names);
}

function comment(tag: string, persona: string, random: Random): string {
  const { opens, claims, ends } = NARRATIVE[tag] as (typeof NARRATIVE)[string] & object;
  const own = { persona: [persona], town: TOWNS };
  const claim = capital(written(`${random.pick(opens)}: ${random.pick(claims)}, ${random.pick(ends)}`, random, own));
  // Nobody speaks of one thing alone; without it comments would be copies, which is another kind of misuse.
  return `${claim} ${said(tag, 1, random)}`;
}

/** Replaces words, each with the chance that `share` gives. */
function mutated(text: string, share: number, random: Random): string {
  return text
    .split(' ')
    .map((word) => (random.chance(share) ? written('{matter}', random, general) : word))
    .join(' ');
}

/** What is said in one language about everyday things, a few sentences, each with particulars that nobody else names. */
function said(tag: string, sentences: number, random: Random): string {
  const particulars =
    '({name} {surname}, {city}; {quality} {matter}, {quality} {matter}, {adverb}; {name}, {city}, {matter})';
  return random
    .sample(SAYINGS[tag] ?? [], sentences)
    .map((saying) => `${saying} ${written(particulars, random, general, names)}`)
    .join(' ');
}

/** Accounts that use one template in many languages, or many accounts that use one template, for honest reasons. */
export function manyTongues(seed: number, from: number): Told[] {
  const random = chanceOf('many-tongues', seed);
  const people = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const hour = () => from + random.within(7, 17) * HOUR;
  // A vendor with two sub-contractors: many texts, each once in each language.
  const writer = writing(support, random);
  const sources = people(6).flatMap(() => {
    const source = ownCompletion(writer, random);
    const start = hour();
    return random.sample([...TAGS.keys()].slice(1), 4).map((language, turn) => {
      const account = random.pick(['vendor', 'vendor', 'helper-1', 'helper-2']);
      const fields = account === 'vendor' ? { organization: 'vendor' } : {};
      const prompt = `Translate into ${SPOKEN[language]}, keep names: ${source}`;
      const completion = said(TAGS[language] as string, 4, random);
      return { account, at: start + turn * 2 * MINUTE, fields: { ...fields, prompt, completion } };
    });
  });
  // Three makers of software who use one prompt of a forum to translate the words on their buttons.
  const buttons = people(3).flatMap((maker) =>
    people(5).flatMap(() => {
      const label = written('{quality} {matter} {name}', random, general, names);
      const start = hour();
      return [1, 2, 3, 4].map((language, turn) => {
        const prompt = `Translate this label of a button into ${SPOKEN[language]}, short and polite: ${label}`;
        const completion = said(TAGS[language] as string, 1, random);
        return { account: `maker-${maker}`, at: start + turn * MINUTE, fields: { prompt, completion } };
      });
    }),
  );
  // Five people of one brand who announce one product everywhere.
  const brand = people(5).flatMap((person) =>
    people(6).map(() => {
      const language = random.below(5);
      const prompt = `Announce our new kettle in ${SPOKEN[language]} for ${random.pick(PERSONAS)} readers, two cheerful sentences and no emoji.`;
      const completion = said(TAGS[language] as string, 2, random);
      return { account: `brand-${person}`, at: hour(), fields: { organization: 'kettles', prompt, completion } };
    }),
  );
  // Fans of a public prompt, each in a language of its own and about things of its own.
  const fans = people(16).flatMap((fan) => {
    const language = random.below(6);
    return people(3).map(() => {
      const topic = written('{quality} {matter} near {city}', random, general, names);
      const prompt = `Act as my photo editor and give me three captions in ${SPOKEN[language]}, witty but kind, for a picture of ${topic}.`;
      const completion = said(TAGS[language] as string, 2, random);
      return { account: `fan-${fan}`, at: from + random.within(0, 24) * HOUR, fields: { prompt, completion } };
    });
  });
  // A class that repeats one exercise until it understands the answer.
  const exercise = 'explain in your own words why the tides follow the moon and draw a table with the next high waters';
  const class_ = people(12).flatMap((pupil) =>
    people(random.between(2, 4)).map((turn) => {
      const at = from + 9 * HOUR + turn * random.within(2, 6) * MINUTE;
      return { account: `pupil-${pupil}`, at, fields: { prompt: exercise, completion: said('en', 3, random) } };
    }),
  );
  const voices = new Map<string, ReturnType<typeof drawnVoice>>();
  return [...sources, ...buttons, ...brand, ...fans, ...class_].map(({ account, at, fields }) => {
    const voice = voices.get(account) ?? drawnVoice(random, 'residential');
    voices.set(account, voice);
    return spoken(voice, account, at, random, fields);
  });
}

/** People who ask different things, so that nobody in the world is all alone. */
export function askers(seed: number, count: number, from: number): Told[] {
  const random = chanceOf('askers', seed);
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((one) => {
    const voice = drawnVoice(random, 'residential');
    const tag = TAGS[random.below(2)] as string;
    return scattered(random, 6, from + 6 * HOUR, from + 23 * HOUR).map((at) =>
      spoken(voice, `asker-${one}`, at, random, { prompt: said(tag, 3, random), completion: said(tag, 4, random) }),
    );
  });
}
