import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Books, countLines } from '#casebook/books';
import type { Detector } from '#detect/detector';
import type { Point } from '#detect/evaluation/score';
import { readTruth, type Truth } from '#detect/evaluation/truth';
import { ingestKeys } from '#platform/ingest-keys';
import { startEngine } from '#platform/stores/engine-process';
import { Warehouse } from '#warehouse/warehouse';
import { passingJournal } from '../ingest/journal.js';
import { loadLog } from '../ingest/load-log.js';
import { CommandError, interruption } from './command.js';
import { dataSetFile, readTable } from './data-set-file.js';
import type { Scored } from './evaluate-series.js';
import { progressBar } from './progress-bar.js';
import { scoreDetectors } from './score-detectors.js';
import { printable } from './table.js';

/** Nothing in a throw-away warehouse may expire while it is judged, however old the log. */
const FOREVER = { usage: 20_000, fingerprint: 20_000, words: 20_000, text: 20_000, quarantine: 20_000 };

/** Fixed, for it decides which near copies meet: under a random key the same data would score differently each time. It guards nothing. */
const KEY = createHash('sha256').update('usewatch evaluate').digest();

/**
 * Judges the usage records of a data set folder in a throw-away warehouse and scores each detector.
 *
 * @returns  one line per detector and point
 * @throws {CommandError} when the log is missing or empty, or the truth cannot be read
 * @throws {SourceError}  when a file is cut off or may not be read
 */
export async function evaluateRecords(
  folder: string,
  detectors: readonly Detector[],
  points: readonly Point[],
): Promise<Scored[]> {
  const log = await dataSetFile(folder, 'records.ndjson');
  if (log === undefined) {
    throw new CommandError(`${folder} holds neither records.ndjson nor series.csv, plain, as .gz or as .zst`);
  }
  const truth = await truthIn(folder);
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
    await fill(warehouse, log, join(place, 'spool'), signal);
    return await scoreDetectors({ warehouse, truth, data: basename(folder), key: KEY, signal }, detectors, points);
  } finally {
    await warehouse.close();
    await engine.stop();
    await rm(place, { recursive: true, force: true });
  }
}

/** What is known of a data set; nothing where no truth lies beside the log. */
async function truthIn(folder: string): Promise<Truth> {
  const path = await dataSetFile(folder, 'truth.csv');
  if (path !== undefined) return readTable(path, readTruth);
  process.stderr.write(`${folder} holds no truth.csv; findings are counted, not scored\n`);
  return { kind: 'none' };
}

async function fill(warehouse: Warehouse, log: string, spool: string, signal: AbortSignal): Promise<void> {
  const bar = progressBar(`load ${basename(log)}`);
  const { books, broken } = await loadLog(
    log,
    process.stdin,
    {
      warehouse,
      journal: passingJournal(),
      exclusively: (work) => work(),
      keys: ingestKeys({ pseudonymKey: KEY, identityKey: KEY, quarantineKey: KEY }),
      spool,
      now: () => new Date(),
      futureSeconds: 3_600,
      retainText: false,
    },
    ({ taken, size, lines }) => bar.update(taken, size, `${lines.toLocaleString('en')} lines`),
    signal,
  ).finally(() => bar.stop());
  if (broken !== undefined) throw broken;
  const { received, stored } = countLines(books);
  if (received === 0) throw new CommandError(`${log} holds no line; a data set needs usage records`);
  const why = reasons(books);
  if (stored === 0)
    throw new CommandError(`${log}: none of its ${received} lines is a usage record that counts: ${why}`);
  if (stored < received)
    process.stderr.write(`${log}: ${received - stored} of ${received} lines do not count: ${why}\n`);
}

/** Why lines were not stored, the most frequent reason first. */
function reasons(books: Books): string {
  const lines = new Map<string, number>();
  for (const { reason, field, lines: count } of books) {
    const name = field === '' ? reason : `${reason} (${field})`;
    if (reason !== '') lines.set(name, (lines.get(name) ?? 0) + count);
  }
  const sorted = [...lines].sort(([, a], [, b]) => b - a);
  return sorted.map(([name, count]) => `${count} × ${printable(name)}`).join(', ');
}
