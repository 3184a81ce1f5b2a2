/**
 * Words as a sentence lists them.
 *
 * @returns  such as `a, b and c`; empty without words
 */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
