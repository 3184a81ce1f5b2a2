import type { Random } from './random.js';

/** Words by class; a phrase names a class in braces: `the {adjective} {thing}`. */
export type Words = Readonly<Record<string, readonly string[]>>;

type Part = { readonly literal: string } | { readonly kind: string };

const compiled = new Map<string, readonly Part[]>();

/**
 * Writes a phrase out, filling each `{class}` with a word of that class.
 *
 * Words may hold classes of their own. Earlier vocabularies win, so that an account's own words hide the
 * general ones. `{#}` is a number of 1 to 3 digits. `a` becomes `an` before a vowel.
 *
 * @param phrase        what to write
 * @param vocabularies  in order of precedence
 * @throws {RangeError} when no vocabulary knows a class
 */
export function written(phrase: string, random: Random, ...vocabularies: readonly Words[]): string {
  let text = '';
  for (const part of partsOf(phrase)) {
    const next = 'literal' in part ? part.literal : filled(part.kind, random, vocabularies);
    text = joined(text, next);
  }
  return text;
}

/**
 * A text whose fixed words are drawn once and whose slots are drawn anew at each writing.
 *
 * This is how a spammer works: one text, many spins.
 */
export interface Template {
  readonly parts: readonly (readonly string[])[];
  /** Share of the words that lie in slots, 0 to 1. */
  readonly slotShare: number;
}

/**
 * Draws a template from a phrase: every class is filled now, but some keep several fillings.
 *
 * @param phrase     sentences with classes
 * @param slotShare  wanted share of words that change from writing to writing, 0 to 1
 * @param spins      how many fillings a slot keeps, at least 2
 */
export function drawnTemplate(
  phrase: string,
  slotShare: number,
  spins: number,
  random: Random,
  ...vocabularies: readonly Words[]
): Template {
  const parts: string[][] = [];
  let words = 0;
  let slots = 0;
  for (const part of flattened(phrase, random, vocabularies)) {
    if ('literal' in part) {
      parts.push([part.literal]);
      words += wordCount(part.literal);
      continue;
    }
    const first = filled(part.kind, random, vocabularies);
    const length = wordCount(first);
    words += length;
    if (slots + length <= slotShare * (words + 4)) {
      const fillings = new Set([first]);
      for (let i = 1; i < spins * 2 && fillings.size < spins; i++)
        fillings.add(filled(part.kind, random, vocabularies));
      if (fillings.size > 1) slots += length;
      parts.push([...fillings]);
    } else parts.push([first]);
  }
  return { parts, slotShare: words === 0 ? 0 : slots / words };
}

/** Writes one spin of a template. */
export function spun(template: Template, random: Random): string {
  let text = '';
  for (const fillings of template.parts) {
    text = joined(text, fillings.length === 1 ? (fillings[0] as string) : random.pick(fillings));
  }
  return text;
}

/** Number of words, counted by spaces. */
export function wordCount(text: string): number {
  let words = 0;
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const space = text.charCodeAt(i) === 32;
    if (!space && !inside) words++;
    inside = !space;
  }
  return words;
}

/** The same text with its first letter upper case. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function filled(kind: string, random: Random, vocabularies: readonly Words[]): string {
  if (kind === '#') return String(random.between(2, random.chance(0.3) ? 980 : 60));
  const word = random.pick(wordsOf(kind, vocabularies));
  return word.includes('{') ? written(word, random, ...vocabularies) : word;
}

/** Opens classes whose words are phrases themselves, so that a slot is a word and not a sentence. */
function flattened(phrase: string, random: Random, vocabularies: readonly Words[]): Part[] {
  return partsOf(phrase).flatMap((part): Part[] => {
    if ('literal' in part || part.kind === '#') return [part];
    const words = wordsOf(part.kind, vocabularies);
    if (!words.some((word) => word.includes('{'))) return [part];
    return flattened(random.pick(words), random, vocabularies);
  });
}

function wordsOf(kind: string, vocabularies: readonly Words[]): readonly string[] {
  for (const vocabulary of vocabularies) {
    const words = vocabulary[kind];
    if (words !== undefined) return words;
  }
  throw new RangeError(`written requires a vocabulary that knows ${kind}`);
}

function joined(text: string, next: string): string {
  if (next === '') return text;
  const article = text.endsWith(' a ') || text === 'a ' || text.endsWith(' A ') || text === 'A ';
  if (article && !/^(one|uni|use|euro)/i.test(next) && 'aeiouAEIO'.includes(next.charAt(0)))
    return `${text.slice(0, -1)}n ${next}`;
  return text + next;
}

function partsOf(phrase: string): readonly Part[] {
  const known = compiled.get(phrase);
  if (known) return known;
  const parts: Part[] = [];
  let at = 0;
  for (const match of phrase.matchAll(/\{([^}]+)\}/g)) {
    if (match.index > at) parts.push({ literal: phrase.slice(at, match.index) });
    parts.push({ kind: match[1] as string });
    at = match.index + match[0].length;
  }
  if (at < phrase.length) parts.push({ literal: phrase.slice(at) });
  // Expanded brands and numbers must not fill the memory: only phrases that hold classes repeat.
  if (compiled.size < 20_000) compiled.set(phrase, parts);
  return parts;
}
