import type { Random } from '#demo/random';
import { general } from '#demo/vocabulary/general';

const WORDS = [...general.quality, ...general.adverb, ...general.matter];

/** Words drawn one by one: two such texts have next to nothing in common. */
export function drawnWords(random: Random, count: number): string[] {
  return Array.from({ length: count }, () => random.pick(WORDS));
}

/** The text once more, each word another one with this chance. */
export function varied(text: readonly string[], mutation: number, random: Random): string {
  return text.map((word) => (random.chance(mutation) ? random.pick(WORDS) : word)).join(' ');
}
