/** What a score is about. */
export interface Harm {
  /** In a few plain words. */
  readonly name: string;
  /** Decides between categories that say the same of the same calls; the smallest is named. */
  readonly rank: number;
}

/** Harms that classifiers have names for, and words that tell them; the first that fits counts. */
const HARMS: readonly (readonly [string, RegExp])[] = [
  ['self-harm', /self.?(harm|injur)|suicid/],
  ['hate', /hate|racis|identity|derogat|discriminat/],
  ['harassment', /harass|bully|insult|toxic|threat/],
  ['sexual content', /sex|porn|nudity/],
  ['violence', /violen|gore|terror|extremis/],
  ['cyber offence', /malware|cyber|hack/],
  ['illicit goods and acts', /illicit|illegal|weapon|drug|danger|crim/],
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
  const rank = HARMS.findIndex(([, words]) => words.test(name));
  const found = HARMS[rank];
  return found === undefined ? undefined : { name: found[0], rank };
}
