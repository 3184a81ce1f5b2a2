import { z } from 'zod';
import { arrivals } from '#detect/arrivals';
import { catalogue } from '#detect/catalogue';
import type { Detector } from '#detect/detector';
import { recordsByHour, recordsIn } from '#detect/owed-windows';
import { spamCampaign } from '#detect/spam-campaign/spam-campaign';
import { median } from '#statistics/median';
import type { Question } from '#usage/question';
import { HOUR, type Window, windowsBetween } from '#usage/window';
import type { Warehouse } from '#warehouse/warehouse';
import { answersAhead } from '../../detect/answers-ahead.js';
import { type BenchEngine, withBenchEngine } from './bench-engine.js';
import { endOf, FROM, grownWorld, MILLISECONDS_APART, type MonthOptions, RECORDS, TEXTS } from './detect-world.js';
import { minhashClusters } from './minhash-port.js';

/** Whether time grows in proportion is asked after the first million, three days. */
const FIRST_RECORDS = 1_000_000;

/** Times each question is asked after one to warm up; the median counts. */
const ROUNDS = 3;

const DAY = 24 * HOUR;

const keptTexts: Question<{ text: string }> = {
  sql: new URL('./kept-texts.sql', import.meta.url),
  row: z.object({ text: z.string() }),
};
const plantedRecords: Question<{ record: string; campaign: string }> = {
  sql: new URL('./planted-records.sql', import.meta.url),
  row: z.object({ record: z.string(), campaign: z.string() }),
};

type Say = (line: string) => void;

/** The catalogue over one new hour, campaigns of a day and of 100,000 texts, and the month of every detector or of one. */
export const DETECT_PARTS: readonly string[] = ['hour', 'day', 'texts', 'month', ...catalogue.map(({ name }) => name)];

/**
 * Measures the catalogue over an invented month: one new hour, a day of campaigns against what was planted, thirty days of
 * each detector, and the campaigns of 100,000 texts against the reference method in TypeScript.
 *
 * @param say  gets a line for each measurement
 */
export async function benchDetect(say: Say, { parts, kept }: MonthOptions): Promise<void> {
  const isAsked = (part: string) => parts.length === 0 || parts.includes(part);
  await withBenchEngine(async (engine) => {
    if (isAsked('texts')) await againstPort(await grownWorld(engine, 'texts', RECORDS - TEXTS, RECORDS, say), say);
    const months = catalogue.filter(({ name }) => isAsked('month') || parts.includes(name));
    if (!isAsked('hour') && !isAsked('day') && months.length === 0) return;
    const early = isAsked('hour')
      ? await newHour(await grownWorld(engine, 'first', 0, FIRST_RECORDS, say), FIRST_RECORDS, say)
      : 0;
    const warehouse = await grownWorld(engine, 'detect', 0, RECORDS, say);
    if (isAsked('hour')) {
      const late = await newHour(warehouse, RECORDS, say);
      say(
        `ten times the records, ${(late / early).toFixed(1)} times the time (windows that reach back farther hold more of them)`,
      );
    }
    if (isAsked('day')) await campaignsOfDay(warehouse, say);
    for (const detector of months) await backtest(engine, warehouse, detector, say);
  }, kept);
}

/**
 * The catalogue over the last full hour, over the windows that its schedule ends there, and what that schedule costs an hour:
 * a window that is due once a day is a twenty-fourth of an hour's work.
 *
 * @returns seconds that the whole catalogue takes for the scheduled windows
 */
async function newHour(warehouse: Warehouse, records: number, say: Say): Promise<number> {
  const until = new Date(Math.floor(endOf(records).getTime() / HOUR) * HOUR);
  say(`one new hour at ${records.toLocaleString('en')} records:`);
  const sum = { hour: 0, window: 0, perHour: 0 };
  for (const detector of catalogue) {
    const { name, everyHours, spanHours } = detector;
    const hour = await timed(warehouse, detector, { from: new Date(until.getTime() - HOUR), until });
    const window = await timed(warehouse, detector, { from: new Date(until.getTime() - spanHours * HOUR), until });
    sum.hour += hour.took;
    sum.window += window.took;
    sum.perHour += window.took / everyHours;
    say(
      `  ${name.padEnd(22)} ${seconds(hour.took)}; window of ${`${spanHours}`.padStart(3)} h, due every ${`${everyHours}`.padStart(2)} h, ${seconds(window.took)}, ${window.found} findings`,
    );
  }
  say(
    `  ${'the whole catalogue'.padEnd(22)} ${seconds(sum.hour)}; all scheduled windows at once ${seconds(sum.window)}, spread over their schedule ${seconds(sum.perHour)} an hour`,
  );
  return sum.window;
}

/** Median seconds of a detector's question and judgement over one window, after one round to warm up. */
async function timed(warehouse: Warehouse, detector: Detector, window: Window) {
  const took: number[] = [];
  let found = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const began = performance.now();
    found = detector.judge(await warehouse.ask(detector, { ...window })).length;
    if (round > 0) took.push((performance.now() - began) / 1_000);
  }
  return { took: median(took), found };
}

/** A day's records in one window, and how much of what was planted is found in it. */
async function campaignsOfDay(warehouse: Warehouse, say: Say): Promise<void> {
  const until = endOf(RECORDS);
  const window: Window = { from: new Date(until.getTime() - DAY), until };
  const took: number[] = [];
  let found = new Set<string>();
  for (let round = 0; round <= ROUNDS; round += 1) {
    const began = performance.now();
    const findings = spamCampaign.judge(await warehouse.ask(spamCampaign, { ...window }));
    if (round > 0) took.push((performance.now() - began) / 1_000);
    found = new Set(findings.flatMap(({ records = [] }) => records));
  }
  const planted = new Set((await warehouse.ask(plantedRecords, { ...window })).map(({ record }) => record));
  const right = [...found].filter((record) => planted.has(record)).length;
  say(
    `campaigns of 24 h, ${Math.round(DAY / MILLISECONDS_APART).toLocaleString('en')} records, 15 % of the words changed: ${seconds(median(took))}, precision ${(right / found.size).toFixed(4)}, recall ${(right / planted.size).toFixed(4)}`,
  );
}

/**
 * The same texts by both: the port is timed from text to clusters, the question from the fingerprints that ingest left to
 * findings. Signatures are thus in the port's time alone; what ingest pays for them is in `npm run bench ingest`.
 */
async function againstPort(warehouse: Warehouse, say: Say): Promise<void> {
  const until = endOf(RECORDS);
  const from = endOf(RECORDS - TEXTS);
  const texts = (await warehouse.ask(keptTexts, {}, 'sealed')).map(({ text }) => text);
  const began = performance.now();
  const clusters = minhashClusters(texts);
  const port = (performance.now() - began) / 1_000;
  const took: number[] = [];
  let found = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const start = performance.now();
    found = spamCampaign.judge(await warehouse.ask(spamCampaign, { from, until })).length;
    if (round > 0) took.push((performance.now() - start) / 1_000);
  }
  say(
    `campaigns of ${texts.length.toLocaleString('en')} texts: TypeScript ${seconds(port)} (${clusters.length} clusters), question over fingerprints ${seconds(median(took))} (${found} campaigns): ${(port / median(took)).toFixed(1)} times as fast`,
  );
}

/** Every scheduled window of the month, one after the other; as in a backtest one is asked for ahead. */
async function backtest(
  { residentMegabytes }: BenchEngine,
  warehouse: Warehouse,
  detector: Detector,
  say: Say,
): Promise<void> {
  const until = endOf(RECORDS);
  const hours = recordsByHour(await warehouse.ask(arrivals, { from: FROM, until }));
  const windows = windowsBetween(FROM, until, detector.everyHours, detector.spanHours).filter(
    (window) => recordsIn(window, hours) > 0,
  );
  let most = residentMegabytes();
  const looks = setInterval(() => {
    most = Math.max(most, residentMegabytes());
  }, 100);
  const began = performance.now();
  let findings = 0;
  const answers = answersAhead(
    (place) => warehouse.ask(detector, { ...(windows[place] as Window) }),
    (place) => place < windows.length,
  );
  for (const place of windows.keys()) findings += detector.judge(await answers.take(place)).length;
  clearInterval(looks);
  say(
    `thirty days of ${detector.name.padEnd(22)} ${seconds((performance.now() - began) / 1_000)}, ${windows.length} windows, ${findings} findings, engine at most ${most.toFixed(0)} MB`,
  );
}

function seconds(value: number): string {
  return `${value.toFixed(3).padStart(7)} s`;
}
