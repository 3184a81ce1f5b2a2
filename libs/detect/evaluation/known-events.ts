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
 * @param csv   text without quoted cells
 * @param names series there are
 * @throws {RangeError} naming the header, or the field and line that do not fit
 */
export function readKnownEvents(csv: string, names: ReadonlySet<string>): KnownEvent[] {
  const [header = '', ...lines] = csv.split(/\r?\n/);
  const columns = header.split(',');
  if (header !== 'series,from,until') {
    throw new RangeError(`readKnownEvents requires the columns series,from,until, got ${header}`);
  }
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    const cells = line.split(',');
    const refuse = (field: number, wanted: string): never => {
      const got = cells[field] ?? '';
      throw new RangeError(
        `readKnownEvents requires ${wanted} as ${columns[field]} on line ${index + 2}, got '${got}'`,
      );
    };
    if (cells.length !== 3) {
      throw new RangeError(`readKnownEvents requires 3 cells on line ${index + 2}, got ${cells.length}`);
    }
    const [series = ''] = cells;
    if (!names.has(series)) refuse(0, 'the name of a series in series.csv.gz');
    const from = instant(cells[1] ?? '') ?? refuse(1, 'an RFC 3339 time');
    const until = instant(cells[2] ?? '') ?? refuse(2, 'an RFC 3339 time');
    if (until < from) refuse(2, 'a time no earlier than from');
    return [{ series, from, until }];
  });
}
