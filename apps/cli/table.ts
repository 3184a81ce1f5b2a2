/** What a terminal might obey: control characters, and marks that turn the direction of writing. */
const HOSTILE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Makes text from a log or a person safe to print: what a terminal would obey is written out.
 *
 * @param text  anything
 * @returns     one line
 */
export function printable(text: string): string {
  return text.replace(HOSTILE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/**
 * Aligns cells in columns; numbers stand to the right.
 *
 * @param head  names of the columns
 * @param rows  as many cells each; made printable here
 * @returns     lines, each ended; the head alone when there are no rows
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(printable));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const numeric = head.map((_, column) => rows.length > 0 && rows.every((row) => /^[\d,.]+$/.test(row[column] ?? '')));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => (numeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** An instant to the minute, UTC, for a column whose head says so. */
export function minute(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ');
}

/** Rows a terminal shows of what belongs to one thing; `--json` gives all there are. */
export const SHOWN = 20;

/** Says how many rows a terminal leaves out, if any. */
export function more(count: number): string {
  return count > SHOWN ? `… and ${(count - SHOWN).toLocaleString('en')} more; --json shows them\n` : '';
}
