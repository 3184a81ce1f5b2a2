/** Where a program would begin to make a link of a word. */
const DOOR = /\bhxxps?:\/\//;

/** A dot that a letter follows, and what comes before and after it in one name. */
const DOT = /(?<=[\p{L}\p{N}-])\.(?=\p{L})/gu;

/**
 * Makes links and addresses in hostile text harmless to click, copy and paste: `hxxps://evil[.]example`, `care[@]evil[.]example`.
 *
 * Copying what is shown gives the same form. Each word is gone over once: a text made to keep a page busy would do so otherwise.
 */
export function defang(text: string): string {
  return text
    .replace(/\bhttp(s?):\/\//gi, (_, secure: string) => `hxxp${secure.toLowerCase()}://`)
    .replace(/\bftp:\/\//gi, 'fxp://')
    .replace(/([\w.+-])@([\w-]+(?:\.[\w-]+)+)/g, '$1[@]$2')
    .replace(/\S+/g, (word) => {
      const door = DOOR.exec(word)?.index ?? word.length;
      return word.replace(DOT, (dot, at: number) => (at < door && isBetweenSentences(word, at) ? dot : '[.]'));
    });
}

/** `end.Begin` without a space between is a slip of the pen, not a domain: those have no capital after their dot. */
function isBetweenSentences(word: string, at: number): boolean {
  return /\p{Lu}\p{Ll}/u.test(word.slice(at + 1, at + 3));
}
