import { capital, type Words, written } from './phrase.js';
import type { Random } from './random.js';
import { general } from './vocabulary/general.js';
import { inventedName, names } from './vocabulary/names.js';
import { sentences } from './vocabulary/sentences.js';
import type { Topic } from './vocabulary/topic.js';

/** Words of a topic one account keeps coming back to; two accounts of one topic share about a third of theirs. */
const OWN_THINGS = 45;
const OWN_VERBS = 32;
const OWN_TRAITS = 36;
const OWN_FRAMES = 16;

/** How one account writes: its topic, its own choice of words, the brands and projects it talks about. */
export interface Voice {
  readonly topic: Topic;
  readonly own: Words;
  readonly asks: readonly string[];
  readonly contexts: readonly string[];
  readonly remarks: readonly string[];
}

/** Draws the voice of an account. */
export function drawnVoice(topic: Topic, random: Random): Voice {
  const brand = Array.from({ length: random.between(4, 9) }, () => inventedName(random));
  const { thing = [], things = [], do: verb = [], does = [], trait = [], person = [], job = [] } = topic.words;
  const keptThings = random.sample([...thing.keys()], OWN_THINGS);
  const keptVerbs = random.sample([...verb.keys()], OWN_VERBS);
  const at = (words: readonly string[], kept: readonly number[]) => kept.map((index) => words[index] as string);
  return {
    topic,
    own: {
      brand,
      thing: at(thing, keptThings),
      things: at(things, keptThings),
      do: at(verb, keptVerbs),
      does: at(does, keptVerbs),
      trait: random.sample(trait, OWN_TRAITS),
      person: random.sample(person, 8),
      job: random.sample(job, 9),
    },
    asks: random.sample(topic.asks, 6),
    contexts: random.sample(sentences.context, OWN_FRAMES),
    remarks: [...random.sample(sentences.remark, OWN_FRAMES), ...random.sample(topic.says, 6)],
  };
}

/**
 * A request in the account's own words.
 *
 * @returns about 20 to 60 words
 */
export function ownPrompt(voice: Voice, random: Random): string {
  const parts = [
    random.pick(voice.asks),
    ...random.sample(voice.contexts, random.weighted([2, 3, 4, 5], [3, 4, 2, 1])),
  ];
  return said(parts, voice, random);
}

/**
 * An answer in the account's own words.
 *
 * @returns about 25 to 75 words
 */
export function ownCompletion(voice: Voice, random: Random): string {
  const opening = random.chance(0.5) ? [random.pick(sentences.opening)] : [];
  const remarks = random.sample(voice.remarks, random.weighted([3, 4, 5, 6, 7], [2, 4, 3, 2, 1]));
  return said([...opening, ...remarks], voice, random);
}

/** Writes sentences one after another, each with a capital. */
function said(parts: readonly string[], voice: Voice, random: Random): string {
  return parts.map((part) => capital(written(part, random, voice.own, voice.topic.words, general, names))).join(' ');
}
