/** A stretch that all texts have in common, or a place where they differ. */
export type Piece =
  | { readonly kind: 'fixed'; readonly text: string }
  /** What stands in the place, text by text; empty where a text has nothing there. */
  | { readonly kind: 'slot'; readonly values: readonly string[] };

/** Words of one text that are compared; more would take seconds and nobody reads them. */
const MOST_WORDS = 600;

/** Share of the shortest text's words that must be common before it is called a template. */
const LEAST_COMMON = 0.3;

/**
 * What texts have in common, word by word, and what each puts into the places between.
 *
 * @param texts  two or more
 * @returns      undefined when they have too little in common to be made from one template
 */
export function templateOf(texts: readonly string[]): Piece[] | undefined {
  const all = texts.map((text) => text.trim().split(/\s+/).slice(0, MOST_WORDS));
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) return undefined;
  const common = others.reduce((so_far, words) => commonWords(so_far, words), first);
  const shortest = Math.min(...all.map((words) => words.length));
  if (common.length < LEAST_COMMON * shortest || common.length < 3) return undefined;
  const gaps = all.map((words) => gapsBetween(words, common));
  const pieces: Piece[] = [];
  for (let place = 0; place <= common.length; place++) {
    const values = gaps.map((gap) => gap[place] ?? '');
    if (values.some((value) => value !== '')) pieces.push({ kind: 'slot', values });
    const word = common[place];
    const last = pieces.at(-1);
    if (word === undefined) continue;
    if (last?.kind === 'fixed') pieces[pieces.length - 1] = { kind: 'fixed', text: `${last.text} ${word}` };
    else pieces.push({ kind: 'fixed', text: word });
  }
  return pieces;
}

/** The longest sequence of words that two texts share in order. */
function commonWords(one: readonly string[], other: readonly string[]): string[] {
  const width = other.length + 1;
  const longest = new Uint16Array((one.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] as number;
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      longest[i * width + j] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const words: string[] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) {
      words.push(one[i] as string);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return words;
}

/** The words before each common one, and after the last. */
function gapsBetween(words: readonly string[], common: readonly string[]): string[] {
  const gaps: string[] = [];
  let from = 0;
  for (const word of common) {
    const place = words.indexOf(word, from);
    gaps.push(words.slice(from, place).join(' '));
    from = place + 1;
  }
  return [...gaps, words.slice(from).join(' ')];
}
