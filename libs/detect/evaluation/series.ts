import { csvTable } from './csv-table.js';

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
  /** In the order of their names, so that bursts are planted alike whatever the order of the lines. */
  readonly series: readonly Series[];
}

/** Ten years of ten minutes; a wrong date beyond them would ask for more memory than there is. */
const LONGEST = 525_600;

/** Ten minutes of all series together; more would be judged for hours. */
const MOST = 10_000_000;

/** Share of the steps between two times of a series that are no longer than its grain; the others leave times out. */
const AT_GRAIN = 0.1;

const SHAPES = [
  ['client', 'second', 'requests'],
  ['series', 'at', 'value'],
] as const;

/**
 * Reads `client,second,requests` (seconds since the series began) or `series,at,value` (RFC 3339) and adds up what
 * falls into the same ten minutes. A value that stands for a longer time is spread evenly over it.
 *
 * @param csv  columns in any order, among others; lines of one series may stand in any order
 * @throws {RangeError} naming the header, or the field and line that do not fit
 */
export function readSeries(csv: string): SeriesFile {
  const { shape, lines } = csvTable(csv, SHAPES, 'readSeries');
  const columns = SHAPES[shape] as (typeof SHAPES)[number];
  const kind = shape === 0 ? 'spikes' : 'events';
  const points = new Map<string, Map<number, number>>();
  for (const { line, cells } of lines) {
    const [name = '', when = '', what = ''] = cells;
    const refuse = (field: number, wanted: string): never => {
      throw new RangeError(`readSeries requires ${wanted} as ${columns[field]} on line ${line}, got '${cells[field]}'`);
    };
    if (name === '') refuse(0, 'a name');
    const at =
      kind === 'spikes'
        ? (seconds(when) ?? refuse(1, 'seconds from 0 on'))
        : (instant(when) ?? refuse(1, 'an RFC 3339 time'));
    const value = what.trim() === '' ? Number.NaN : Number(what);
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) refuse(2, 'a number from 0 on');
    const known = points.get(name) ?? new Map<number, number>();
    if (known.has(at)) refuse(1, 'each time once');
    points.set(name, known.set(at, value));
  }
  if (points.size === 0) throw new RangeError('readSeries requires at least one line below the header');
  const grains = new Map([...points].map(([name, known]) => [name, grainIn(known)]));
  // Clients are counted by one gateway, where a silent one leaves times out; sources each have their own grain.
  const finest = [...grains.values()].reduce((one, other) => Math.min(one, other));
  return { kind, series: onGrid(points, (name) => (kind === 'spikes' ? finest : (grains.get(name) as number))) };
}

/** @returns milliseconds; fractions of a second as tables of floating-point numbers write them */
function seconds(text: string): number | undefined {
  return /^\d{1,10}(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1_000) : undefined;
}

/** @returns milliseconds since the epoch; a time without a zone, or with a blank for its T, is taken for UTC */
export function instant(text: string): number | undefined {
  const found = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/i.exec(text);
  if (found === null) return undefined;
  const at = Date.parse(`${found[1]}T${found[2]}${found[3]?.toUpperCase() ?? 'Z'}`);
  return Number.isNaN(at) ? undefined : at;
}

/** Milliseconds between two times that follow each other with none left out; infinite when there is but one. */
function grainIn(known: ReadonlyMap<number, number>): number {
  const times = Float64Array.from(known.keys()).sort();
  const steps = times.subarray(1).map((at, index) => at - (times[index] as number));
  return steps.sort()[Math.floor(AT_GRAIN * steps.length)] ?? Number.POSITIVE_INFINITY;
}

function onGrid(points: ReadonlyMap<string, ReadonlyMap<number, number>>, grainOf: (name: string) => number): Series[] {
  let room = MOST;
  const sorted = [...points].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([name, known]) => {
    const grain = grainOf(name);
    const width = Number.isFinite(grain) ? Math.max(1, Math.round(grain / TEN_MINUTES)) : 1;
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const at of known.keys()) [first, last] = [Math.min(first, at), Math.max(last, at)];
    const start = Math.floor(first / TEN_MINUTES);
    const length = Math.floor(last / TEN_MINUTES) - start + width;
    if (length > LONGEST) throw new RangeError(`readSeries requires at most ten years of ${name}`);
    room -= length;
    if (room < 0) throw new RangeError(`readSeries requires at most ${MOST} times ten minutes of all series together`);
    const values = new Float64Array(length);
    for (const [at, value] of known) {
      const bin = Math.floor(at / TEN_MINUTES) - start;
      for (let each = bin; each < bin + width; each++) values[each] = (values[each] ?? 0) + value / width;
    }
    return { name, from: start * TEN_MINUTES, values };
  });
}
