import type { Detector, Finding } from '#detect/detector';
import { activeHours } from '#detect/evaluation/active-hours';
import { activity } from '#detect/evaluation/activity';
import { identityKept } from '#detect/evaluation/identity-kept';
import { recordNames } from '#detect/evaluation/record-names';
import { type Names, type Point, score } from '#detect/evaluation/score';
import type { Truth } from '#detect/evaluation/truth';
import { truthGaps } from '#detect/evaluation/truth-gaps';
import { pseudonym } from '#usage/pseudonym';
import { HOUR, type Window, windowsBetween } from '#usage/window';
import type { Warehouse } from '#warehouse/warehouse';
import type { Scored } from './evaluate-series.js';
import { progressBar } from './progress-bar.js';

/** Milliseconds between two runs whose campaigns are compared by name. */
const WEEK = 168 * HOUR;

/** A filled warehouse, and what is known of what is in it. */
interface Filled {
  readonly warehouse: Warehouse;
  readonly truth: Truth;
  readonly data: string;
  /** Key of its pseudonyms. */
  readonly key: Buffer;
  readonly signal: AbortSignal;
}

/** Puts each detector to everything a warehouse holds, and scores what it finds at each point. */
export async function scoreDetectors(
  { warehouse, truth, data, key, signal }: Filled,
  detectors: readonly Detector[],
  points: readonly Point[],
): Promise<Scored[]> {
  const hours = await warehouse.ask(activeHours);
  const ids = truth.kind === 'records' ? await warehouse.ask(recordNames) : [];
  const byRecord = new Map(ids.map(({ record, id }) => [record, id]));
  const names: Names = {
    record: (record) => byRecord.get(record),
    account: (name) => pseudonym(key, 'account', name),
  };
  const records = new Map((await warehouse.ask(activity)).map(({ account, records }) => [account, records]));
  for (const gap of truthGaps(truth, names, byRecord.values(), records.keys())) process.stderr.write(`${gap}\n`);
  const bar = progressBar(`judge ${data}`);
  const lines: Scored[] = [];
  try {
    for (const [done, detector] of detectors.entries()) {
      bar.update(done, detectors.length, detector.name);
      const began = performance.now();
      const findings: Finding[] = [];
      for (const { from, until } of windowsOf(detector, hours)) {
        signal.throwIfAborted();
        findings.push(...detector.judge(await warehouse.ask(detector, { from, until })));
      }
      const seconds = Number(((performance.now() - began) / 1_000).toFixed(3));
      const kept = truth.kind === 'categories' ? await identityOver(detector, warehouse, hours, signal) : {};
      for (const point of points) {
        const figures = { ...score(findings, point, truth, names, records), ...kept };
        const scores = Object.entries(figures).map(([name, value]) => [name, rounded(value)]);
        lines.push({ detector: detector.name, data, point, ...Object.fromEntries(scores), seconds });
      }
    }
  } finally {
    bar.stop();
  }
  return lines;
}

/** How lasting the names of campaigns are from week to week; nothing for detectors that name none. */
async function identityOver(
  detector: Detector,
  warehouse: Warehouse,
  hours: readonly { hour: number }[],
  signal: AbortSignal,
): Promise<{ identity_kept?: number }> {
  const [first, last] = [hours[0], hours.at(-1)];
  if (detector.judges !== 'span' || first === undefined || last === undefined) return {};
  const weeks: Finding[][] = [];
  const active = new Set(hours.map(({ hour }) => Math.floor((hour - first.hour) / WEEK)));
  for (let from = first.hour; from <= last.hour; from += WEEK) {
    signal.throwIfAborted();
    // A log may be silent for years.
    if (!active.has(Math.floor((from - first.hour) / WEEK))) {
      weeks.push([]);
      continue;
    }
    const window = { from: new Date(from), until: new Date(from + WEEK) };
    weeks.push(detector.judge(await warehouse.ask(detector, window)));
  }
  const kept = identityKept(weeks);
  return kept === null ? {} : { identity_kept: kept };
}

/** One window over the whole span for campaign detectors; else every scheduled window that holds a record. */
function windowsOf(detector: Detector, hours: readonly { hour: number; first: number; last: number }[]): Window[] {
  const [first, last] = [hours[0], hours.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (detector.judges === 'span') return [{ from: new Date(first.first), until: new Date(last.last + 1) }];
  const { everyHours, spanHours } = detector;
  const active = new Set(hours.map(({ hour }) => hour));
  const end = new Date(last.hour + (spanHours + everyHours) * HOUR);
  return windowsBetween(new Date(first.hour), end, everyHours, spanHours).filter(({ from, until }) => {
    for (let hour = Math.floor(from.getTime() / HOUR) * HOUR; hour < until.getTime(); hour += HOUR) {
      if (active.has(hour)) return true;
    }
    return false;
  });
}

/** Four decimals; more would show noise. */
function rounded(value: number): number {
  return Number(value.toFixed(4));
}
