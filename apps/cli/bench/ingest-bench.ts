import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { ApiKeys } from '#casebook/api-keys';
import { parseConfig } from '#platform/config';
import { ingestKeys } from '#platform/ingest-keys';
import { type Installation, openInstallation } from '#platform/open-installation';
import { readStoresFile } from '#platform/stores/stores-file';
import { median } from '#statistics/median';
import type { Question } from '#usage/question';
import { type Segment, Warehouse, type WarehouseOptions } from '#warehouse/warehouse';
import { type BenchBody, benchBodies, type Kind, stamp } from './bench-bodies.js';
import { makeSegment } from './make-segment.js';
import { processorSeconds, threadSeconds } from './processor-seconds.js';
import { type RunningService, runService } from './running-service.js';
import { sendBodies, type Target } from './send-bodies.js';
import { usualWay } from './usual-way.js';

/** Rounds of which the median counts; the ways take turns, so that a busy neighbour slows all of them. */
const ROUNDS = 5;

/** Records that are made and kept in memory, and of a body of about 1 MB. */
const RECORDS = 100_000;
const PER_BODY = 614;

/** Times they are sent in a round, each time under other ids: a load that lasts, of which start and end are a small part. */
const PASSES = 3;

/** Times they are stored the usual way: it has no start and no end to speak of, and one round of three would take half a minute. */
const USUAL_PASSES = 1;

/** Connections that send at once. */
const CONNECTIONS = 8;

/** Milliseconds between two looks at what is stored. */
const LOOK_EVERY = 50;

/** Looks in a row without a merge after which the engine rests: the end of one merge may be the beginning of the next. */
const RESTING_LOOKS = 10;

/** What the engine calls its threads that merge. */
const MERGING = 'MergeMutate';

/** Records sent to see whether memory stays flat. */
const MANY = 3_000_000;

const usageCount: Question<{ records: number }> = {
  sql: new URL('./usage-count.sql', import.meta.url),
  row: z.object({ records: z.number().int() }),
};

const mergesUnderWay: Question<{ merges: number }> = {
  sql: new URL('./merges-under-way.sql', import.meta.url),
  row: z.object({ merges: z.number().int() }),
};

const bytesOnDisk: Question<{ table: string; bytes: number }> = {
  sql: new URL('./bytes-on-disk.sql', import.meta.url),
  row: z.object({ table: z.string(), bytes: z.number() }),
};

/** Parts as loaders write them do not tell what one column takes, so that it is cleared between two weighings. */
const CLEAR_WORDS = new URL('./clear-words.sql', import.meta.url);

type Say = (line: string) => void;

/**
 * Who takes processor time while a way is measured; PostgreSQL, which keeps no record, is left out. What the engine merges
 * is told apart and is part of what it takes: a round may fall before or after the merges of what it brought.
 */
const PROCESSES = ['engine', 'merges', 'service', 'bench'] as const;
type Processors = Readonly<Record<(typeof PROCESSES)[number], number>>;

const WAYS = ['floor', 'door', 'usual'] as const;
type Way = (typeof WAYS)[number];

/** What one round of one way came to. */
interface Took {
  /** Records a second. */
  readonly rate: number;
  /** Microseconds of processor a record. */
  readonly processors: Processors;
}

/** What every measurement works with. */
interface Bench {
  readonly service: RunningService;
  readonly installation: Installation;
  readonly target: Target;
  /** Makes another migrated database on the service's own engine. */
  database(name: string): Promise<Warehouse>;
  /** A number nobody had before. */
  series(): number;
  /** Seconds of processor that each process has had so far. */
  processors(): Processors;
  readonly say: Say;
}

const KINDS: readonly Kind[] = ['metadata', 'texts'];

/** Records without texts or with them; the usual way beside those, or beside both when neither is named; memory over millions. */
export const INGEST_PARTS: readonly string[] = [...KINDS, 'usual', 'memory'];

/**
 * Measures the HTTP door against the engine's own floor and against the usual way, in one run on this machine.
 *
 * @param say  gets the table line by line
 */
export async function benchIngest(say: Say, { parts }: { readonly parts: readonly string[] }): Promise<void> {
  const isAsked = (part: string) => parts.length === 0 || parts.includes(part);
  const place = await mkdtemp(join(tmpdir(), 'usewatch-bench-'));
  const directory = join(place, 'data');
  const service = await runService(directory);
  const opened: { close(): Promise<void> }[] = [];
  try {
    const installation = await openInstallation(parseConfig({ USEWATCH_DATA_DIR: directory }), false, () => undefined);
    opened.push(installation);
    const { secret } = await new ApiKeys(installation.casebook, installation.secrets.apiKeyPepper).create(
      { name: 'bench', scopes: ['usage:write'], source: 'bench', expiresAt: null },
      installation.clock.now(),
    );
    const { pid, ...common } = await ownerOf(installation);
    let last = 0;
    const bench: Bench = {
      service,
      installation,
      target: { url: service.url, secret },
      async database(name) {
        const warehouse = Warehouse.connect({ ...common, database: name });
        opened.push(warehouse);
        await warehouse.migrate();
        return warehouse;
      },
      series() {
        last += 1;
        return last;
      },
      processors: () => ({
        engine: processorSeconds(pid),
        merges: threadSeconds(pid, MERGING),
        service: service.processorSeconds(),
        bench: processorSeconds(process.pid),
      }),
      say,
    };
    const ways = WAYS.filter((way) => way !== 'usual' || isAsked('usual'));
    const named = KINDS.filter((kind) => parts.includes(kind));
    const kinds = named.length === 0 && isAsked('usual') ? KINDS : named;
    for (const kind of kinds) await benchKind(kind, ways, bench);
    if (isAsked('memory')) await benchMemory(bench);
  } finally {
    for (const each of opened.reverse()) await each.close();
    await service.stop();
    await rm(place, { recursive: true, force: true });
  }
}

async function ownerOf({
  directory,
  config,
}: Installation): Promise<Omit<WarehouseOptions, 'database'> & { readonly pid: number }> {
  const { engine } = await readStoresFile(directory.run);
  if (engine === undefined) throw new TypeError('benchIngest requires an engine of its own: unset CLICKHOUSE_URL');
  const { url, user, password, pid } = engine;
  return { url, username: user, password, days: config.warehouse.days, takesSegmentsByName: true, pid };
}

async function benchKind(kind: Kind, ways: readonly Way[], bench: Bench): Promise<void> {
  const { say, series } = bench;
  const bodies = benchBodies(kind, RECORDS, PER_BODY);
  const bytes = bodies.reduce((sum, body) => sum + body.bytes.length, 0);
  say(
    `${kind}: ${(PASSES * RECORDS).toLocaleString('en')} records of ${Math.round(bytes / RECORDS)} bytes in ${PASSES * bodies.length} bodies`,
  );
  const floor = await bench.database(`floor_${kind}`);
  const usual = await bench.database(`usual_${kind}`);
  await handKeys(usual, bench);
  const rounds: Record<Way, Took[]> = { floor: [], door: [], usual: [] };
  const passes = Array.from({ length: PASSES }, () => bodies);
  for (let round = 0; round <= ROUNDS; round += 1) {
    const files = await Promise.all(passes.map((pass) => halves(pass, series(), bench)));
    const go: Record<Way, () => Promise<void>> = {
      floor: () => loadBoth(floor, files, bench),
      door: () => sendAndStore(passes, bench),
      usual: () => storeAsUsual(usual, passes.slice(0, USUAL_PASSES), bench),
    };
    const rates: string[] = [];
    for (const way of ways) {
      const records = (way === 'usual' ? USUAL_PASSES : PASSES) * RECORDS;
      const took = await measured(go[way], records, floor, bench);
      rates.push(`${way} ${said(took.rate)}`);
      // The first round warms up.
      if (round > 0) rounds[way].push(took);
    }
    for (const { path } of files.flat()) await rm(path);
    say(`  round ${round}: ${rates.join(', ')}`);
  }
  const middle = (way: Way) => median(rounds[way].map(({ rate }) => rate));
  for (const way of ways) {
    const spent = (process: keyof Processors) => median(rounds[way].map(({ processors }) => processors[process]));
    const each = PROCESSES.map(
      (process) => `${process === 'merges' ? 'of it merges' : process} ${spent(process).toFixed(1)}`,
    );
    say(
      `  ${way.padEnd(6)} ${said(middle(way))} (median of ${ROUNDS}); microseconds of processor a record: ${each.join(', ')}`,
    );
  }
  for (const way of ways) if (way !== 'door') say(`  door / ${way} ${(middle('door') / middle(way)).toFixed(2)}`);
  const perSecond = middle('door') / PER_BODY / 2;
  const { acknowledged } = await sendBodies(bench.target, bodies, series(), CONNECTIONS, perSecond);
  const at = (share: number) => (acknowledged[Math.floor(acknowledged.length * share)] ?? 0).toFixed(0);
  say(`  acknowledged at half that load: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1 - 1e-9)} ms`);
  await bytesPerRecord(kind, bodies, bench);
}

/** Writes two files of half the records each, before any clock starts. */
function halves(bodies: readonly BenchBody[], series: number, { installation }: Bench): Promise<Segment[]> {
  const { directory, clock } = installation;
  const half = bodies.length >> 1;
  return Promise.all(
    [bodies.slice(0, half), bodies.slice(half)].map((some) =>
      makeSegment(directory.spool, Buffer.concat(some.map((each) => stamp(each, series))), clock.now()),
    ),
  );
}

/** Two inserts at once from files: what the engine can do when nobody stands before it. */
async function loadBoth(
  warehouse: Warehouse,
  passes: readonly (readonly Segment[])[],
  { installation }: Bench,
): Promise<void> {
  const keys = ingestKeys(installation.secrets);
  const loader = async (half: number) => {
    for (const pass of passes) await warehouse.load(pass[half] as Segment, keys);
  };
  await Promise.all([loader(0), loader(1)]);
}

/**
 * From the first byte sent until the last record can be asked for.
 *
 * The service is asked what became of the last batches, which it knows by heart until they are stored: the engine would
 * have to count what is there at every look.
 *
 * @throws {Error} when more or fewer records are there then than were sent
 */
async function sendAndStore(passes: readonly (readonly BenchBody[])[], bench: Bench): Promise<void> {
  const { warehouse } = bench.installation;
  const before = await stored(warehouse);
  let last: readonly string[] = [];
  for (const bodies of passes) {
    const { batches } = await sendBodies(bench.target, bodies, bench.series(), CONNECTIONS);
    // Any of those under way at the end may lie in the last segment.
    last = batches.slice(-CONNECTIONS);
  }
  for (const batch of last) while ((await stateOf(batch, bench.target)) !== 'stored') await pause(LOOK_EVERY);
  await expectStored('the door', warehouse, before, passes);
}

/**
 * The same bodies the usual way, as many at once as the door gets.
 *
 * @throws {Error} when more or fewer records are there then than were brought
 */
async function storeAsUsual(
  warehouse: Warehouse,
  passes: readonly (readonly BenchBody[])[],
  { installation, series }: Bench,
): Promise<void> {
  const before = await stored(warehouse);
  function* stamped(): Iterable<BenchBody> {
    for (const bodies of passes) {
      const nth = series();
      for (const body of bodies) yield { ...body, bytes: stamp(body, nth) };
    }
  }
  const { pseudonymKey } = installation.secrets;
  await usualWay({ warehouse, pseudonymKey, now: installation.clock.now(), together: CONNECTIONS }, stamped());
  await expectStored('the usual way', warehouse, before, passes);
}

async function expectStored(
  way: string,
  warehouse: Warehouse,
  before: number,
  passes: readonly (readonly BenchBody[])[],
): Promise<void> {
  const sent = passes.flat().reduce((sum, { lines }) => sum + lines, 0);
  const found = (await stored(warehouse)) - before;
  if (found !== sent) throw new Error(`${way} took ${sent} records and stored ${found} of them`);
}

/** The views read their keys from memory, which a load fills. */
async function handKeys(warehouse: Warehouse, { installation }: Bench): Promise<void> {
  const { directory, clock, secrets } = installation;
  const nothing = await makeSegment(directory.spool, Buffer.from('\n'), clock.now());
  await warehouse.load(nothing, ingestKeys(secrets));
  await rm(nothing.path);
}

async function stateOf(batch: string, { url, secret }: Target): Promise<string> {
  const answer = await fetch(`${url}/v1/batches/${batch}`, { headers: { authorization: `Bearer ${secret}` } });
  return ((await answer.json()) as { state: string }).state;
}

async function stored(warehouse: Warehouse): Promise<number> {
  return (await warehouse.ask(usageCount))[0]?.records ?? 0;
}

/** Loads one round into a database of its own and weighs it. */
async function bytesPerRecord(kind: Kind, bodies: readonly BenchBody[], bench: Bench): Promise<void> {
  const database = `disk_${kind}`;
  const warehouse = await bench.database(database);
  const files = await halves(bodies, bench.series(), bench);
  await loadBoth(warehouse, [files], bench);
  for (const { path } of files) await rm(path);
  const weigh = async () => {
    const tables = await warehouse.ask(bytesOnDisk, { database });
    return { tables, all: tables.reduce((sum, { bytes }) => sum + bytes, 0) };
  };
  const whole = await weigh();
  await warehouse.change(CLEAR_WORDS, { database });
  const { tables, all } = await weigh();
  const each = (bytes: number) => (bytes / RECORDS).toFixed(0);
  bench.say(`  on disk ${each(all)} bytes a record, word samples apart ${each(whole.all - all)}`);
  for (const { table, bytes } of tables.slice(0, 6)) {
    bench.say(`    ${table.padEnd(22)} ${each(bytes).padStart(5)} bytes a record`);
  }
}

/** Whether the service's memory stays flat while millions of records pass through. */
async function benchMemory(bench: Bench): Promise<void> {
  const bodies = benchBodies('metadata', RECORDS, PER_BODY);
  const resident: number[] = [];
  for (let sent = 0; sent < MANY; sent += RECORDS) {
    await sendAndStore([bodies], bench);
    resident.push(bench.service.residentMegabytes());
  }
  const [first = 0] = resident;
  const [least, most] = [Math.min(...resident), Math.max(...resident)];
  bench.say(
    `memory: ${first.toFixed(0)} MB after ${RECORDS.toLocaleString('en')} records; ${least.toFixed(0)} to ${most.toFixed(0)} MB up to ${MANY.toLocaleString('en')}`,
  );
}

/** A way begins when the engine rests: what the one before it left to be merged is not its own. */
async function measured(work: () => Promise<void>, records: number, engine: Warehouse, bench: Bench): Promise<Took> {
  await resting(engine);
  const before = bench.processors();
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1_000;
  const after = bench.processors();
  const took = (process: keyof Processors) => (1e6 * (after[process] - before[process])) / records;
  return {
    rate: records / seconds,
    processors: { engine: took('engine'), merges: took('merges'), service: took('service'), bench: took('bench') },
  };
}

/** Merges of all databases are looked at. */
async function resting(engine: Warehouse): Promise<void> {
  for (let calm = 0; calm < RESTING_LOOKS; await pause(LOOK_EVERY)) {
    const merges = (await engine.ask(mergesUnderWay))[0]?.merges ?? 0;
    calm = merges === 0 ? calm + 1 : 0;
  }
}

function said(rate: number): string {
  return `${(rate / 1_000).toFixed(1)} thousand records/s`;
}
