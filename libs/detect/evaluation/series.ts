/** Milliseconds in ten minutes, the grain of every series that is judged. */
export const TEN_MINUTES = 600_000;

/** Counts of one client or one source, ten minutes by ten minutes; where nothing was written, nothing happened. */
export interface Series {
  readonly name: string;
  /** Instant of the first ten minutes, milliseconds; since the epoch, or since the series began where no date is known. */
  readonly from: number;
  readonly values: Float64Array;
}

/** What a `series.csv` holds, told by its columns: request rates of clients without a truth, or counts in which events are known. */
export interface SeriesFile {
  readonly kind: 'spikes' | 'events';
  readonly series: readonly Series[];
}

/** Ten years of ten minutes; a wrong date beyond them would ask for more memory than there is. */
const LONGEST = 525_600;

/**
 * Reads `client,second,requests` (seconds since the series began) or `series,at,value` (RFC 3339) and adds up what
 * falls into the same ten minutes.
 *
 * @param csv  text without quoted cells; lines of one series may stand in any order
 * @throws {RangeError} naming the header, or the field and line that do not fit
 */
export function readSeries(csv: string): SeriesFile {
  const [header = '', ...lines] = csv.split(/\r?\n/);
  const columns = header.split(',');
  const kind = header === 'client,second,requests' ? 'spikes' : header === 'series,at,value' ? 'events' : undefined;
  if (kind === undefined) {
    throw new RangeError(`readSeries requires the columns client,second,requests or series,at,value, got ${header}`);
  }
  const points = new Map<string, Map<number, number>>();
  lines.forEach((line, index) => {
    if (line === '') return;
    const cells = line.split(',');
    const [name = '', when = '', what = ''] = cells;
    const refuse = (field: number, wanted: string): never => {
      const got = cells[field] ?? '';
      throw new RangeError(`readSeries requires ${wanted} as ${columns[field]} on line ${index + 2}, got '${got}'`);
    };
    if (cells.length !== 3) {
      throw new RangeError(`readSeries requires 3 cells on line ${index + 2}, got ${cells.length}`);
    }
    if (name === '') refuse(0, 'a name');
    const at = kind === 'spikes' ? seconds(when) : instant(when);
    if (at === undefined) refuse(1, kind === 'spikes' ? 'whole seconds from 0 on' : 'an RFC 3339 time');
    const value = what === '' ? Number.NaN : Number(what);
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) refuse(2, 'a number from 0 on');
    const known = points.get(name) ?? new Map<number, number>();
    if (known.has(at as number)) refuse(1, 'each time once');
    points.set(name, known.set(at as number, value));
  });
  if (points.size === 0) throw new RangeError('readSeries requires at least one line below the header');
  return { kind, series: [...points].map(([name, known]) => onGrid(name, known)) };
}

function seconds(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) ? Number(text) * 1_000 : undefined;
}

/** @returns milliseconds since the epoch */
export function instant(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

function onGrid(name: string, known: ReadonlyMap<number, number>): Series {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const at of known.keys()) [first, last] = [Math.min(first, at), Math.max(last, at)];
  const start = Math.floor(first / TEN_MINUTES);
  const length = Math.floor(last / TEN_MINUTES) - start + 1;
  if (length > LONGEST) throw new RangeError(`readSeries requires at most ten years of ${name}`);
  const values = new Float64Array(length);
  for (const [at, value] of known) {
    const bin = Math.floor(at / TEN_MINUTES) - start;
    values[bin] = (values[bin] ?? 0) + value;
  }
  return { name, from: start * TEN_MINUTES, values };
}
