/** Splits a list written one word a space, so that a vocabulary reads like one. */
export function listed(words: string): readonly string[] {
  return words.trim().split(/\s+/);
}

/** Splits short phrases written with semicolons between them; line ends count as spaces. */
export function phrases(text: string): readonly string[] {
  return text
    .split(';')
    .map((phrase) => phrase.trim().replace(/\s+/g, ' '))
    .filter((phrase) => phrase !== '');
}

/** Splits sentences written one a line. */
export function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
