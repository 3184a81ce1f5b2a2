import { csvTable } from './csv-table.js';

/** What is known of a data set, told by the columns of its `truth.csv`, never by its name. */
export type Truth =
  | { readonly kind: 'records'; readonly labels: ReadonlyMap<string, string> }
  | { readonly kind: 'accounts'; readonly labels: ReadonlyMap<string, string> }
  | { readonly kind: 'categories'; readonly categories: ReadonlyMap<string, string> }
  | { readonly kind: 'none' };

/** Label of records that ought to be found. */
export const POSITIVE_RECORD = 'spam';

/** Label of accounts that ought to be left alone. */
export const BACKGROUND_ACCOUNT = 'background';

/** Shapes of a truth file, the fullest first: a table of records may tell their accounts as well. */
const SHAPES = [
  ['id', 'label'],
  ['account', 'category'],
  ['account', 'label'],
] as const;

/**
 * Reads `truth.csv`: `id,account,label` per record, `account,label` per account, `account,category` for
 * coordination; a header without rows says that nothing is known.
 *
 * @param csv  columns in any order, among others; labels in any capitals
 * @throws {RangeError} naming the header or line that does not fit
 */
export function readTruth(csv: string): Truth {
  const { shape, lines } = csvTable(csv, SHAPES, 'readTruth');
  const [subject, label] = SHAPES[shape] as (typeof SHAPES)[number];
  const known = new Map<string, string>();
  for (const { line, cells } of lines) {
    const [name = '', said = ''] = cells;
    if (name === '') throw new RangeError(`readTruth requires a name as ${subject} on line ${line}`);
    if (said.trim() === '') throw new RangeError(`readTruth requires a word as ${label} on line ${line}`);
    const value = label === 'label' ? said.trim().toLowerCase() : said.trim();
    const before = known.get(name) ?? value;
    if (before !== value) {
      throw new RangeError(`readTruth requires one ${label} of ${name}, got ${before} and, on line ${line}, ${value}`);
    }
    known.set(name, value);
  }
  if (known.size === 0) return { kind: 'none' };
  if (subject === 'id') return { kind: 'records', labels: known };
  return label === 'label' ? { kind: 'accounts', labels: known } : { kind: 'categories', categories: known };
}
