import type { ReleaseFile } from '../release-file.js';
import { speaksOfOne } from '../wording.js';

/** What never belongs into a release: addresses of people and machines, secrets, pseudonyms. */
const LEAKS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['an e-mail address', /[\w.+-]+@[\w-]+\.[a-z]{2,}/i],
  ['a network address', /\b(?:\d{1,3}\.){3}\d{1,3}\b/],
  ['an API key', /\b(?:sk|uw|usewatch)[-_][A-Za-z0-9]{16,}/],
  ['a pseudonym', /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/],
];

/**
 * Looks through every file for what identifies somebody, and for sentences about single actors.
 *
 * @param files  files of a release
 * @returns      what was found where, a sentence each; empty when there is nothing
 *
 * Source: docs/attacks.md T-12 and T-13.
 */
export function leaksIn(files: readonly ReleaseFile[]): string[] {
  return files.flatMap(({ path, bytes }) => {
    const text = bytes.toString('utf8');
    const found = LEAKS.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${path} holds ${what}`);
    return speaksOfOne(text) ? [...found, `${path} speaks of a single actor`] : found;
  });
}
