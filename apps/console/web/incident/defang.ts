/**
 * Makes links and addresses in hostile text harmless to click, copy and paste: `hxxps://evil[.]example`, `care[@]evil[.]example`.
 *
 * Copying what is shown gives the same form.
 */
export function defang(text: string): string {
  return text
    .replace(/\bhttp(s?):\/\//gi, (_, secure: string) => `hxxp${secure.toLowerCase()}://`)
    .replace(/\bftp:\/\//gi, 'fxp://')
    .replace(/([\w.+-])@([\w-]+(?:\.[\w-]+)+)/g, '$1[@]$2')
    .replace(/(?<=[\p{L}\p{N}-])\.(?=\p{L}[\p{L}\p{N}-]*(?:\.|\/|:|\b))/gu, (dot, at: number, whole: string) =>
      isBetweenSentences(whole, at) ? dot : '[.]',
    );
}

/** `end.Begin` without a space between is a slip of the pen, not a domain: those have no capital after their dot. */
function isBetweenSentences(text: string, at: number): boolean {
  return /\p{Lu}\p{Ll}/u.test(text.slice(at + 1, at + 3)) && !/\bhxxps?:\/\/\S*$/.test(text.slice(0, at));
}
