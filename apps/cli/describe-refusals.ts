import { type Books, countLines } from '#casebook/books';
import type { FirstRefused } from '#ingest/quarantine/refused';
import { counted } from '#platform/counted';
import { isReason, REASONS } from '#usage/reasons';
import { printable } from './table.js';

/**
 * Says of a log which of its lines were refused, where they stand and what to do.
 *
 * Repeats are no refusal, and neither are calls of unknown callers: they are counted as they should be, and nothing
 * is to be done about them.
 *
 * @param report  the log and what became of its lines
 * @param first   its first quarantined lines
 * @param unit    what the numbers of those count: lines of the log, or records made of a foreign one
 * @returns       lines for the user; undefined when nothing was refused
 */
export function describeRefusals(
  { name, books }: { readonly name: string; readonly books: Books },
  first: readonly FirstRefused[],
  unit: 'line' | 'record',
): string | undefined {
  const refused = books.filter(({ reason }) => reason !== '' && reason !== 'repeat' && reason !== 'unknown_caller');
  const { received, quarantined } = countLines(refused);
  if (received === 0) return undefined;
  const others = new Map<string, number>();
  for (const { outcome, reason, lines } of refused)
    if (outcome !== 'quarantined') others.set(reason, (others.get(reason) ?? 0) + lines);
  const rest = quarantined - first.length;
  return [
    `${name}: ${counted(received, 'line')} refused, everything else is stored:`,
    ...first.map(
      ({ line, reason, field }) =>
        `  ${unit} ${line}: ${reason}${field === '' ? '' : ` (${printable(field)})`}. ${meaningOf(reason)}`,
    ),
    ...(rest > 0 ? [`  and ${counted(rest, 'line')} more in quarantine`] : []),
    ...[...others].map(([reason, lines]) => `  ${counted(lines, 'line')}: ${reason}. ${meaningOf(reason)}`),
    ...(quarantined > 0 ? ['  see them all: usewatch quarantine'] : []),
  ].join('\n');
}

function meaningOf(reason: string): string {
  if (!isReason(reason)) return '';
  const { meaning, remedy } = REASONS[reason];
  return `${meaning} ${remedy}`;
}
