import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { Random } from '#demo/random';
import { eventScores } from '#detect/evaluation/event-scores';
import { type KnownEvent, readKnownEvents } from '#detect/evaluation/known-events';
import type { Point, Scores } from '#detect/evaluation/score';
import { readSeries, type Series } from '#detect/evaluation/series';
import { spikeScores } from '#detect/evaluation/spike-scores';
import type { Watch } from '#detect/evaluation/watch';
import { bursts } from '#detect/usage-spike/bursts';
import { LEAST_REQUESTS, usageSpike } from '#detect/usage-spike/usage-spike';
import { CommandError } from './command.js';

/** Streams of chance that bursts are drawn from; the figures are means over them. */
const SEEDS = 20;

/** Characters of a series file; its lines are held in memory at once, at some hundred bytes each. */
const LONGEST = 400_000_000;

const FILE = 'series.csv.gz';

/** An event is beyond what a series' days bring; what merely beats the hours before is none, and `report` is full of it. */
const EVENT: readonly Point[] = ['act'];

/** Whether a data set folder holds series to watch instead of usage records to load. */
export async function holdsSeries(folder: string): Promise<boolean> {
  return stat(join(folder, FILE)).then(
    () => true,
    () => false,
  );
}

/**
 * Scores the watch over request rates on the series of a data set folder: planted bursts, or known events.
 *
 * @param names  detectors asked for
 * @throws {CommandError} when none of them watches series
 * @throws {RangeError} naming the field and line that do not fit
 */
export async function evaluateSeries(
  folder: string,
  names: readonly string[],
  points: readonly Point[],
): Promise<Readonly<Record<string, string | number>>[]> {
  if (!names.includes(usageSpike.name)) {
    throw new CommandError(`${folder} holds series, which ${usageSpike.name} alone can be scored on`);
  }
  const { kind, series } = readSeries(await unpacked(join(folder, FILE)));
  const began = performance.now();
  const scores =
    kind === 'spikes'
      ? spikeScores(series, watch(LEAST_REQUESTS), chance(), points)
      : eventScores(series, await known(folder, series), watch(0), EVENT);
  const seconds = Number(((performance.now() - began) / 1_000).toFixed(3));
  return [...scores].map(([point, figures]) => ({
    detector: usageSpike.name,
    data: basename(folder),
    point,
    ...rounded(figures),
    seconds,
  }));
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
  const path = join(folder, 'windows.csv');
  const csv = await readFile(path, 'utf8').catch((cause) => {
    throw new CommandError(`${path} is missing; it says when something happened in the series`, { cause });
  });
  return readKnownEvents(csv, new Set(series.map(({ name }) => name)));
}

async function unpacked(path: string): Promise<string> {
  let text = '';
  const unzipped = createReadStream(path).pipe(createGunzip()).setEncoding('utf8');
  for await (const piece of unzipped) {
    text += piece;
    if (text.length > LONGEST) throw new CommandError(`${path} holds more than ${LONGEST} characters`);
  }
  return text;
}

/** Four decimals; more would show noise. */
function rounded(scores: Scores): Record<string, number> {
  return Object.fromEntries(Object.entries(scores).map(([name, value]) => [name, Number(value.toFixed(4))]));
}
