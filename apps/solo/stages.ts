import { InstallationError } from '#platform/stores/data-directory';

/**
 * What a service may do; any of them may run alone, and several processes may do the same.
 *
 * `ingest` takes usage in, `detect` judges windows and draws samples, `console` is the desk with verdicts and webhooks,
 * `publish` serves the public statistics.
 */
export const STAGES = ['ingest', 'detect', 'console', 'publish'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * The stages that somebody names.
 *
 * @param words  names in any order; none: all of them
 * @throws {InstallationError} naming a word that is no stage
 */
export function stagesOf(words: readonly string[]): readonly Stage[] {
  const unknown = words.find((word) => !(STAGES as readonly string[]).includes(word));
  if (unknown !== undefined)
    throw new InstallationError(`${unknown} is no stage; name some of ${STAGES.join(', ')}, or none for all of them`);
  return words.length === 0 ? STAGES : STAGES.filter((stage) => words.includes(stage));
}
