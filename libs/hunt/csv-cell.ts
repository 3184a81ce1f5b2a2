/** What a spreadsheet may run as a formula once it has dropped blanks before it; full-width signs too. */
const ACTIVE = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠|%]|^[\t\r\n]/u;

/**
 * A value as a cell that no spreadsheet runs: an apostrophe stands before what could be a formula.
 *
 * @param value  of a record; lists and maps become JSON
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return ACTIVE.test(text) ? `'${text}` : text;
}
