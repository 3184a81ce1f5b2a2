import type { Words } from '../phrase.js';
import { lines, listed, phrases } from './listed.js';

/** What an account uses the API for, and the words that go with it. */
export interface Topic {
  readonly name: string;
  /** Classes `thing`, `things`, `person`, `do`, `does`, `trait`, `job`. */
  readonly words: Words;
  /** How requests of this use open. */
  readonly asks: readonly string[];
  /** Sentences only this use brings forth. */
  readonly says: readonly string[];
  /** Share of requests that look like code to the tokeniser: long inputs, short outputs. */
  readonly code: boolean;
}

/** How a topic is written down: regular nouns in the singular, regular verbs in the base form. */
export interface TopicSource {
  readonly name: string;
  readonly things: string;
  readonly people: string;
  readonly verbs: string;
  readonly traits: string;
  /** Deliverables, phrases after `a`. */
  readonly jobs: string;
  readonly asks: string;
  readonly says: string;
  readonly code?: boolean;
}

/** Derives plurals and third persons, so that each word is written once. */
export function topic(source: TopicSource): Topic {
  const thing = listed(source.things);
  const verb = listed(source.verbs);
  return {
    name: source.name,
    words: {
      thing,
      things: thing.map(withS),
      person: listed(source.people),
      do: verb,
      does: verb.map(withS),
      trait: listed(source.traits),
      job: phrases(source.jobs),
    },
    asks: lines(source.asks),
    says: lines(source.says),
    code: source.code ?? false,
  };
}

function withS(word: string): string {
  if (/(s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return `${word}s`;
}
