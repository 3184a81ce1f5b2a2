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

/**
 * Reads `truth.csv`: `id,account,label` per record, `account,label` per account, `account,category` for
 * coordination; a header without rows says that nothing is known.
 *
 * @param csv  text without quoted cells
 * @throws {RangeError} naming the header or line that does not fit
 */
export function readTruth(csv: string): Truth {
  const [header = '', ...lines] = csv.split(/\r?\n/).filter((line) => line !== '');
  const columns = header.split(',');
  const shape = columns.join(',');
  if (!['id,account,label', 'account,label', 'account,category'].includes(shape)) {
    throw new RangeError(
      `readTruth requires the columns id,account,label or account,label or account,category, got ${shape}`,
    );
  }
  if (lines.length === 0) return { kind: 'none' };
  const rows = lines.map((line, at) => {
    const cells = line.split(',');
    const [subject, label] = [cells[0], cells.at(-1)];
    if (cells.length !== columns.length || subject === undefined || label === undefined) {
      throw new RangeError(`readTruth requires ${columns.length} cells on line ${at + 2}, got ${cells.length}`);
    }
    return [subject, label] as const;
  });
  if (shape === 'id,account,label') return { kind: 'records', labels: new Map(rows) };
  if (shape === 'account,label') return { kind: 'accounts', labels: new Map(rows) };
  return { kind: 'categories', categories: new Map(rows) };
}
