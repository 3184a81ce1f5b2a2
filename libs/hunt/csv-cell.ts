import { isActiveCell } from '#disclosure/active-cell';

/**
 * A value as a cell that no spreadsheet runs: an apostrophe stands before what could be a formula.
 *
 * @param value  of a record; lists and maps become JSON
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return isActiveCell(text) ? `'${text}` : text;
}
