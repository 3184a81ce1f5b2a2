import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { countLines } from '#casebook/books';
import { catalogue } from '#detect/catalogue';
import type { Detector, Finding } from '#detect/detector';
import { activeHours } from '#detect/evaluation/active-hours';
import { activity } from '#detect/evaluation/activity';
import { identityKept } from '#detect/evaluation/identity-kept';
import { recordNames } from '#detect/evaluation/record-names';
import { type Names, type Point, score } from '#detect/evaluation/score';
import { readTruth } from '#detect/evaluation/truth';
import { ingestKeys } from '#platform/ingest-keys';
import { startEngine } from '#platform/stores/engine-process';
import { pseudonym } from '#usage/pseudonym';
import { HOUR, type Window, windowsBetween } from '#usage/window';
import { Warehouse } from '#warehouse/warehouse';
import { passingJournal } from '../ingest/journal.js';
import { loadLog } from '../ingest/load-log.js';
import { CommandError, interruption } from './command.js';
import { evaluateSeries, holdsSeries } from './evaluate-series.js';
import { progressBar } from './progress-bar.js';
import { table } from './table.js';

/** Nothing in a throw-away warehouse may expire while it is judged, however old the log. */
const FOREVER = { usage: 20_000, fingerprint: 20_000, words: 20_000, text: 20_000, quarantine: 20_000 };

/** Fixed, for it decides which near copies meet: under a random key the same data would score differently each time. It guards nothing. */
const KEY = createHash('sha256').update('usewatch evaluate').digest();

/** Milliseconds between two runs whose campaigns are compared by name. */
const WEEK = 168 * HOUR;

const POINTS: readonly Point[] = ['report', 'act'];

/** `usewatch evaluate FOLDER`: how good is each detector on a data set whose truth is known? */
export function registerEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description(
      'judge a data set folder (records.ndjson.gz, truth.csv) in a throw-away warehouse and score each detector',
    )
    .argument('<folder>', 'folder with records.ndjson.gz and truth.csv')
    .option('--detector <name>', 'only this detector')
    .option('--json', 'print one JSON object a line and detector')
    .action(async (folder: string, options: { detector?: string; json?: boolean }) => {
      const detectors = catalogue.filter(({ name }) => options.detector === undefined || name === options.detector);
      if (detectors.length === 0) {
        throw new CommandError(
          `no detector is called ${options.detector}; there are ${catalogue.map(({ name }) => name).join(', ')}`,
        );
      }
      const place = resolve(folder);
      const lines = (await holdsSeries(place))
        ? await evaluateSeries(
            place,
            detectors.map(({ name }) => name),
            POINTS,
          )
        : await evaluate(place, detectors);
      if (options.json) for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`);
      else process.stdout.write(describe(lines));
    });
}

/** How one detector did at one of its two thresholds: names, figures and seconds. */
type Line = Readonly<Record<string, string | number>>;

async function evaluate(folder: string, detectors: readonly Detector[]): Promise<Line[]> {
  const truth = readTruth(await readFile(await existing(join(folder, 'truth.csv')), 'utf8'));
  const log = await existing(join(folder, 'records.ndjson.gz'));
  const place = await mkdtemp(join(tmpdir(), 'usewatch-evaluate-'));
  const signal = interruption();
  const engine = await startEngine({
    directory: join(place, 'engine'),
    spool: join(place, 'spool'),
    run: join(place, 'run'),
    log: () => undefined,
  });
  const { url, user: username, password } = engine;
  const warehouse = Warehouse.connect({
    url,
    username,
    password,
    database: 'usewatch',
    days: FOREVER,
    takesSegmentsByName: true,
  });
  try {
    await warehouse.migrate();
    const bar = progressBar(`load ${basename(folder)}`);
    const { books, broken } = await loadLog(
      log,
      process.stdin,
      {
        warehouse,
        journal: passingJournal(),
        exclusively: (work) => work(),
        keys: ingestKeys({ pseudonymKey: KEY, identityKey: KEY, quarantineKey: KEY }),
        spool: join(place, 'spool'),
        now: () => new Date(),
        futureSeconds: 3_600,
        retainText: false,
      },
      ({ taken, size, lines }) => bar.update(taken, size, `${lines.toLocaleString('en')} lines`),
      signal,
    ).finally(() => bar.stop());
    if (broken !== undefined) throw broken;
    const { received, stored } = countLines(books);
    if (stored < received) process.stderr.write(`${received - stored} of ${received} lines were not stored\n`);

    const hours = await warehouse.ask(activeHours);
    const ids = truth.kind === 'records' ? await warehouse.ask(recordNames) : [];
    const byRecord = new Map(ids.map(({ record, id }) => [record, id]));
    const names: Names = {
      record: (record) => byRecord.get(record),
      account: (name) => pseudonym(KEY, 'account', name),
    };
    const records = new Map((await warehouse.ask(activity)).map(({ account, records }) => [account, records]));
    const lines: Line[] = [];
    for (const detector of detectors) {
      const began = performance.now();
      const findings: Finding[] = [];
      for (const { from, until } of windowsOf(detector, hours)) {
        signal.throwIfAborted();
        findings.push(...detector.judge(await warehouse.ask(detector, { from, until })));
      }
      const seconds = Number(((performance.now() - began) / 1_000).toFixed(3));
      const kept = truth.kind === 'categories' ? await identityOver(detector, warehouse, hours) : {};
      for (const point of POINTS) {
        const figures = { ...score(findings, point, truth, names, records), ...kept };
        const scores = Object.entries(figures).map(([name, value]) => [name, rounded(value)]);
        lines.push({ detector: detector.name, data: basename(folder), point, ...Object.fromEntries(scores), seconds });
      }
    }
    return lines;
  } finally {
    await warehouse.close();
    await engine.stop();
    await rm(place, { recursive: true, force: true });
  }
}

/** How lasting the names of campaigns are from week to week; nothing for detectors that name none. */
async function identityOver(
  detector: Detector,
  warehouse: Warehouse,
  hours: readonly { hour: number }[],
): Promise<{ identity_kept?: number }> {
  const [first, last] = [hours[0], hours.at(-1)];
  if (detector.judges !== 'span' || first === undefined || last === undefined) return {};
  const weeks: Finding[][] = [];
  for (let from = first.hour; from <= last.hour; from += WEEK) {
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

async function existing(path: string): Promise<string> {
  await stat(path).catch((cause) => {
    throw new CommandError(`${path} is missing; a data set folder holds records.ndjson.gz and truth.csv`, { cause });
  });
  return path;
}

/** Four decimals; more would show noise. */
function rounded(value: number): number {
  return Number(value.toFixed(4));
}

function describe(lines: readonly Line[]): string {
  const columns = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  return table(
    columns,
    lines.map((line) => columns.map((column) => String(line[column] ?? '–'))),
  );
}
