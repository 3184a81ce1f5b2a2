import { csvTable } from './csv-table.js';
import { instant } from './series.js';

/** A stretch of one series, both ends included, in which something is known to have happened. */
export interface KnownEvent {
  readonly series: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
}

/**
 * Reads `windows.csv`: `series,from,until` with RFC 3339 times.
 *
 * @param csv  columns in any order, among others
 * @throws {RangeError} naming the header, or the field and line that do not fit
 */
export function readKnownEvents(csv: string): KnownEvent[] {
  const { lines } = csvTable(csv, [['series', 'from', 'until']], 'readKnownEvents');
  return Array.from(lines, ({ line, cells }) => {
    const [series = '', begins = '', ends = ''] = cells;
    const refuse = (field: string, wanted: string, got: string): never => {
      throw new RangeError(`readKnownEvents requires ${wanted} as ${field} on line ${line}, got '${got}'`);
    };
    if (series === '') refuse('series', 'a name', series);
    const from = instant(begins) ?? refuse('from', 'an RFC 3339 time', begins);
    const until = instant(ends) ?? refuse('until', 'an RFC 3339 time', ends);
    if (until < from) refuse('until', 'a time no earlier than from', ends);
    return { series, from, until };
  });
}
