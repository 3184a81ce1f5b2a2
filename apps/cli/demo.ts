import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { ApiKeys } from '#casebook/api-keys';
import { countLines } from '#casebook/books';
import { wasLoaded } from '#casebook/loads';
import type { KindScore } from '#demo/score';
import { describeTruth, type Truth } from '#demo/truth';
import { type DemoWorld, demoWorld } from '#demo/world';
import { arrivals } from '#detect/arrivals';
import { catalogue } from '#detect/catalogue';
import type { Detector } from '#detect/detector';
import { recordsByHour, recordsIn } from '#detect/owed-windows';
import { StandingClock } from '#platform/clock';
import { parseConfig } from '#platform/config';
import type { Installation } from '#platform/open-installation';
import { lastCompleteQuarter } from '#publish/quarter';
import { fileDigest } from '#spool/source';
import { HOUR, windowsBetween } from '#usage/window';
import { runDetector } from '../detect/run-detector.js';
import { loadLog } from '../ingest/load-log.js';
import { loadTarget } from '../ingest/load-target.js';
import { CommandError, interruption } from './command.js';
import { playRelease } from './play-release.js';
import { progressBar } from './progress-bar.js';
import { drawSamples, reviewMonth } from './review-demo.js';

/** Detectors at work at once: one a core of a small machine. */
const LANES = 2;

/** `usewatch demo`: a month of invented traffic, judged, decided and published; then a service to look around in. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('load a month of invented traffic, find what is planted in it, decide, publish, and stay as a service')
    .option('--seed <number>', 'another world', '1')
    .addOption(
      new Option('--detector <names...>', 'only these detectors, sooner done').choices(
        catalogue.map(({ name }) => name),
      ),
    )
    .action(async ({ seed, detector: names }: { seed: string; detector?: string[] }) => {
      if (!/^\d{1,9}$/.test(seed))
        throw new CommandError(`--seed must be a whole number of at most nine digits, got ${seed}`);
      const { until } = lastCompleteQuarter(new Date()).window;
      const config = parseConfig({ USEWATCH_DEMO_CLOCK: until.toISOString(), ...process.env });
      const signal = interruption();
      // Every other command starts without the web framework, four times as fast.
      const { endOnSignals, openService } = await import('../solo/service.js');
      const { welcomeLine } = await import('../solo/welcome-line.js');
      const service = await openService(config, (line) => process.stderr.write(`${line}\n`));
      try {
        const detectors = catalogue.filter(({ name }) => names?.includes(name) ?? true);
        await playMonth(service.installation, Number(seed), detectors, signal);
      } catch (error) {
        await service.close();
        throw error;
      }
      endOnSignals(service);
      const secret = await demoKey(service.installation);
      const url = await service.listen();
      const welcome = await welcomeLine(service.installation.casebook, url);
      process.stdout.write(
        `\nUsewatch answers at ${url} (Ctrl-C ends it)\n  API page  ${url}/docs\n  public    ${url}/statistics\n  try       curl -H 'Authorization: Bearer ${secret}' '${url}/v1/incidents?limit=3'\n${welcome}`,
      );
    });
}

/** The key of whoever looks around: made once and kept beside the demonstration, which guards nothing. */
async function demoKey({ casebook, secrets, clock, directory }: Installation): Promise<string> {
  const path = join(directory.path, 'demo', 'api-key');
  const known = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (known !== undefined) return known;
  const scopes = ['incidents:read', 'incidents:decide'];
  const keys = new ApiKeys(casebook, secrets.apiKeyPepper);
  const { secret } = await keys.create({ name: 'demo', scopes, expiresAt: null }, clock.now());
  await writeFile(path, secret, { mode: 0o600 });
  return secret;
}

/** Everything that happens in the month and after it, on the demonstration's clock; all of it can be repeated. */
async function playMonth(
  installation: Installation,
  seed: number,
  detectors: readonly Detector[],
  signal: AbortSignal,
): Promise<void> {
  const { clock } = installation;
  const world = demoWorld({ seed, until: clock.now() });
  await loadWorld(world, installation, signal);
  await detectMonth(installation, world.truth, detectors, signal);
  await drawSamples(installation, world.truth);
  const scores = await reviewMonth(installation, world.truth, signal);
  const released = await playRelease(installation);
  process.stdout.write(`\n${describeTruth(world.truth)}\n\n${describeScores(scores)}\n\n${released}`);
}

/** Puts detectors to the month, as many at once as there are lanes. */
async function detectMonth(
  installation: Installation,
  { from, until }: Truth,
  detectors: readonly Detector[],
  signal: AbortSignal,
): Promise<void> {
  const { casebook, warehouse } = installation;
  const longest = Math.max(...detectors.map(({ spanHours }) => spanHours));
  const records = recordsByHour(
    await warehouse.ask(arrivals, { from: new Date(from.getTime() - longest * HOUR), until }),
  );
  // Those with the most windows first, so that the lanes end together.
  const waiting = detectors
    .map((detector) => ({
      detector,
      windows: windowsBetween(from, until, detector.everyHours, detector.spanHours).filter(
        (window) => recordsIn(window, records) > 0,
      ),
    }))
    .sort((a, b) => b.windows.length - a.windows.length);
  const total = waiting.reduce((sum, { windows }) => sum + windows.length, 0);
  const bar = progressBar('detect');
  let done = 0;
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { detector, windows } = next;
      // Incidents are opened at the end of the window that shows them, as they would have been in the month itself.
      const ends = windows.map(({ until: end }) => end);
      const clock = new StandingClock(ends[0] ?? from);
      const onWindow = (judged: number) => {
        clock.moveTo(ends[judged] ?? clock.now());
        done += 1;
        bar.update(done, total, detector.name);
      };
      const judging = { warehouse, casebook, clock, detector, mode: detector.stage ?? 'scheduled' };
      const { failures } = await runDetector(judging, { windows, groupsEach: true, signal, onWindow });
      if (failures.length > 0) throw new CommandError(failures.join('\n'));
      signal.throwIfAborted();
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: LANES }, lane));
  bar.stop();
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}

async function loadWorld(world: DemoWorld, installation: Installation, signal: AbortSignal): Promise<void> {
  const { casebook, directory } = installation;
  const folder = join(directory.path, 'demo');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const log = join(folder, 'usage.ndjson');
  await pipeline(Readable.from(batches(world.records())), createWriteStream(log, { mode: 0o600 }), { signal });
  if (await wasLoaded(casebook, await fileDigest(log))) {
    await rm(log);
    process.stdout.write('the invented records are loaded already\n');
    return;
  }
  const bar = progressBar('load');
  const { books } = await loadLog(
    log,
    process.stdin,
    loadTarget(installation),
    ({ taken, size, lines }) => bar.update(taken, size, `${lines.toLocaleString('en')} lines`),
    signal,
  ).finally(() => bar.stop());
  await rm(log, { force: true });
  const { received, stored, duplicate } = countLines(books);
  process.stdout.write(
    `${received.toLocaleString('en')} invented records: ${stored.toLocaleString('en')} stored, ${duplicate.toLocaleString('en')} known already\n`,
  );
}

/** Lines of a log in pieces of some hundred KiB: one write a line would take longer than making it. */
function* batches(lines: Iterable<string>): Generator<string> {
  let batch: string[] = [];
  for (const line of lines) {
    batch.push(line);
    if (batch.length === 500) {
      yield `${batch.join('\n')}\n`;
      batch = [];
    }
  }
  if (batch.length > 0) yield `${batch.join('\n')}\n`;
}

function describeScores(scores: readonly KindScore[]): string {
  const rows = scores.map(({ kind, findable, planted, found, missed, falselyRaised }) =>
    [
      kind.padEnd(20),
      String(planted).padStart(7),
      String(found.length).padStart(6),
      String(missed.length).padStart(7),
      String(falselyRaised.length).padStart(14),
      findable ? '' : '  no detector yet',
    ].join(' '),
  );
  return [
    'Found in it            planted  found  missed  falsely raised',
    ...rows.map((row) => `  ${row.trimEnd()}`),
  ].join('\n');
}
