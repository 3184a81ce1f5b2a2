import { z } from 'zod';
import type { Fraction } from '#disclosure/fraction';
import { TrueCount } from '#disclosure/true-count';
import type { Question } from '#usage/question';
import { CATEGORY_CODES } from './categories.js';
import { type CodeList, codesOf } from './code-lists.js';

/** Place of a cell in a table; `dim2` is empty in tables of one dimension. */
export interface CellKey {
  readonly category: string;
  readonly dim2: string;
}

/** What every public table's question answers, one row per key of the frozen key space. */
export const CellRow = z.object({
  category: z.string(),
  dim2: z.string(),
  /** Units in the cell, exact. */
  value: z.number().int().nonnegative(),
  /** Rows beyond one that any unit has in this cell; zero unless bounding is broken. */
  repeats: z.number().int().nonnegative(),
  /** Most cells of the table that any one unit touches; the same in every row. */
  most_touched: z.number().int().nonnegative(),
});
export type CellRow = z.infer<typeof CellRow>;

/**
 * A public table: a question over `release_snapshot` alone, a key space frozen in advance, and its noise.
 *
 * Everything here is public and hashed into the specification before the period's counts are looked at. The question
 * takes `{release:String}` and the lists of `keySpace`, bounds what each unit contributes, and reports its own bounds.
 */
export interface PublicTable extends Question<CellRow> {
  /** `t0` … `t9`; name of the files. */
  readonly id: string;
  readonly title: string;
  /** What the table says. */
  readonly shows: string;
  /** What it keeps to itself. */
  readonly hides: string;
  /** The conclusion that it cannot carry. */
  readonly neverUseFor: string;
  /** Lists bound to the question's parameters of the same names. */
  readonly keySpace: Readonly<Record<string, readonly string[]>>;
  /** Every key, in the order of rows in every file. */
  readonly keys: readonly CellKey[];
  /** Meaning of `dim2`; absent in tables of one dimension. */
  readonly dimension?: CodeList;
  /** Table whose categories this one splits: its rows add up to that table's cells. */
  readonly splits?: 't1';
  /** Whether cells of few units are printed as `low`. */
  readonly hidesSmall: boolean;
  /** Most cells that one unit may touch. */
  readonly touches: number;
  /** Squared L2 distance that one unit can move the table's counts. */
  readonly sensitivitySquared: bigint;
  /** σ² of the noise in every cell. */
  readonly sigma2: Fraction;
}

/** Categories that are split any further; child sexual exploitation is shown as one number alone. */
export const SPLIT_CATEGORIES = CATEGORY_CODES.filter((code) => code !== 'CSE');

/** @returns every pair of a category and a value, in the order of rows in every file */
export function crossed(categories: readonly string[], values: CodeList): CellKey[] {
  return categories.flatMap((category) => codesOf(values).map((dim2) => ({ category, dim2 })));
}

/** @returns the key as text, unique within its table. */
export function keyText({ category, dim2 }: CellKey): string {
  return dim2 === '' ? category : `${category}/${dim2}`;
}

/**
 * Checks, before any noise is drawn, that an answer is what the table's privacy cost was computed for.
 *
 * @param table  the table asked
 * @param rows   answer of its question
 * @returns      exact counts in the order of the table's keys
 * @throws {RangeError} when a key is missing, foreign or out of place, or a unit contributes more than the table allows;
 *         the message holds no count
 */
export function boundedCounts(table: PublicTable, rows: readonly CellRow[]): TrueCount[] {
  const expected = table.keys.map(keyText).join(' ');
  if (rows.map(keyText).join(' ') !== expected)
    throw new RangeError(`boundedCounts requires table ${table.id} to answer exactly its key space, in order`);
  if (rows.some(({ most_touched }) => most_touched > table.touches))
    throw new RangeError(`boundedCounts requires that no unit touches more than ${table.touches} cells of ${table.id}`);
  if (rows.some(({ repeats }) => repeats > 0))
    throw new RangeError(`boundedCounts requires that each unit counts once in a cell of ${table.id}`);
  return rows.map(({ value }) => TrueCount.of(BigInt(value)));
}
