/** What a spreadsheet may run as a formula once it has dropped blanks before it; full-width signs too. */
const ACTIVE = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠|%]|^[\t\r\n]/u;

/**
 * Whether a spreadsheet could run the text of a cell, so that no file may carry it as it is.
 *
 * Source: OWASP, CSV injection; `|` and `%` begin commands of older spreadsheets.
 */
export function isActiveCell(text: string): boolean {
  return ACTIVE.test(text);
}
