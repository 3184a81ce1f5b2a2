import { basename, join } from 'node:path';
import { Random } from '#demo/random';
import { eventScores } from '#detect/evaluation/event-scores';
import { type KnownEvent, readKnownEvents } from '#detect/evaluation/known-events';
import type { Point, Scores } from '#detect/evaluation/score';
import { readSeries, type Series } from '#detect/evaluation/series';
import { isLongEnough, LEAST, spikeScores } from '#detect/evaluation/spike-scores';
import type { Watch } from '#detect/evaluation/watch';
import { bursts } from '#detect/usage-spike/bursts';
import { LEAST_REQUESTS, usageSpike } from '#detect/usage-spike/usage-spike';
import { CommandError } from './command.js';
import { dataSetFile, readTable } from './data-set-file.js';
import { printable } from './table.js';

/** Streams of chance that bursts are drawn from; the figures are means over them. */
const SEEDS = 20;

const FILE = 'series.csv';

/** An event is beyond what a series' days bring; what merely beats the hours before is none, and `report` is full of it. */
const EVENT: readonly Point[] = ['act'];

/** Whether a data set folder holds series to watch instead of usage records to load. */
export async function holdsSeries(folder: string): Promise<boolean> {
  return (await dataSetFile(folder, FILE)) !== undefined;
}

/** How one detector did at one of its two points: names, figures and seconds. */
export type Scored = Readonly<Record<string, string | number>>;

/**
 * Scores the watch over request rates on the series of a data set folder: planted bursts, or known events.
 *
 * @param names  detectors asked for
 * @throws {CommandError} when none of them watches series, or naming the file, field and line that do not fit
 * @throws {SourceError}  when a file is cut off or may not be read
 */
export async function evaluateSeries(
  folder: string,
  names: readonly string[],
  points: readonly Point[],
): Promise<Scored[]> {
  if (!names.includes(usageSpike.name)) {
    throw new CommandError(`${folder} holds series, which ${usageSpike.name} alone can be scored on`);
  }
  const path = (await dataSetFile(folder, FILE)) as string;
  const { kind, series } = await readTable(path, readSeries);
  const judged = kind === 'spikes' ? longEnough(path, series) : series;
  const events = kind === 'events' ? await known(folder, series) : [];
  const began = performance.now();
  const scores =
    kind === 'spikes'
      ? spikeScores(judged, watch(LEAST_REQUESTS), chance(), points)
      : eventScores(judged, events, watch(0), EVENT);
  const seconds = Number(((performance.now() - began) / 1_000).toFixed(3));
  return [...scores].map(([point, figures]) => ({
    detector: usageSpike.name,
    data: basename(folder),
    point,
    ...rounded(figures),
    seconds,
  }));
}

/** Clients that can be judged; the others are named, for they are missing from every figure. */
function longEnough(path: string, clients: readonly Series[]): Series[] {
  const judged = clients.filter(isLongEnough);
  const [first] = clients.filter((client) => !isLongEnough(client));
  if (first === undefined) return judged;
  const short = `${clients.length - judged.length} of ${clients.length} clients have less than ${LEAST} times ten minutes, such as ${printable(first.name)} with ${first.values.length}`;
  if (judged.length === 0) throw new CommandError(`${path}: ${short}; none is left to judge`);
  process.stderr.write(`${path}: ${short}; they are left out\n`);
  return judged;
}

/** @param least  only requests have a least number that could harm; values of another kind have none */
function watch(least: number): Watch {
  return (values, from, until) => bursts(values, from, until, least);
}

function chance() {
  return Array.from({ length: SEEDS }, (_, seed) => {
    const random = new Random(seed);
    return (n: number) => random.below(n);
  });
}

async function known(folder: string, series: readonly Series[]): Promise<KnownEvent[]> {
  const path = await dataSetFile(folder, 'windows.csv');
  if (path === undefined) {
    throw new CommandError(`${join(folder, 'windows.csv')} is missing; it says when something happened in the series`);
  }
  const events = await readTable(path, readKnownEvents);
  const names = new Set(series.map(({ name }) => name));
  const [stranger] = events.filter((event) => !names.has(event.series));
  const there = events.filter((event) => names.has(event.series));
  if (stranger === undefined) return there;
  const absent = `${events.length - there.length} of ${events.length} windows are of series that ${FILE} does not hold, such as ${printable(stranger.series)}`;
  if (there.length === 0) throw new CommandError(`${path}: ${absent}`);
  process.stderr.write(`${path}: ${absent}; they do not count\n`);
  return there;
}

/** Four decimals; more would show noise. */
function rounded(scores: Scores): Record<string, number> {
  return Object.fromEntries(Object.entries(scores).map(([name, value]) => [name, Number(value.toFixed(4))]));
}
