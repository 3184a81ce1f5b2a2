import type { Category } from '#detect/detector';

/** What a score is about. */
export interface Harm {
  /** In a few plain words. */
  readonly name: string;
  /** Policy category it falls under. */
  readonly category: Category;
  /** Decides between categories that say the same of the same calls; the smallest is named. */
  readonly rank: number;
}

/** Harms that classifiers have names for, and words that tell them; the first that fits counts. */
const HARMS: readonly (readonly [string, Category, RegExp])[] = [
  ['self-harm', 'SLF', /self.?(harm|injur)|suicid/],
  ['hate', 'HAT', /hate|racis|identity|derogat|discriminat/],
  ['harassment', 'HAT', /harass|bully|insult|toxic|threat/],
  ['sexual content', 'SEX', /sex|porn|nudity/],
  ['violence', 'VIO', /violen|gore|terror|extremis/],
  ['cyber offence', 'CYB', /malware|cyber|hack/],
  ['illicit goods and acts', 'REG', /illicit|illegal|weapon|drug|danger|crim/],
];

/**
 * What a classifier's category is about.
 *
 * Classifiers also score what is no harm, such as finance or health, and what is no more than rude.
 *
 * @param category  as the classifier calls it
 * @returns         undefined when it is no harm by its name
 */
export function harmOf(category: string): Harm | undefined {
  const name = category.toLowerCase();
  const rank = HARMS.findIndex(([, , words]) => words.test(name));
  const found = HARMS[rank];
  return found === undefined ? undefined : { name: found[0], category: found[1], rank };
}

/** Every policy category that a harm falls under, each once. */
export const HARM_CATEGORIES: readonly Category[] = [...new Set(HARMS.map(([, category]) => category))];
