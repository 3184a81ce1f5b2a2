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

/** Connections that send at once. */
const CONNECTIONS = 8;

/** Milliseconds between two looks at what is stored; each costs the engine some. */
const LOOK_EVERY = 100;

/** Records sent to see whether memory stays flat. */
const MANY = 3_000_000;

const usageCount: Question<{ records: number }> = {
  sql: new URL('./usage-count.sql', import.meta.url),
  row: z.object({ records: z.number().int() }),
};

const bytesOnDisk: Question<{ table: string; bytes: number; word_bytes: number }> = {
  sql: new URL('./bytes-on-disk.sql', import.meta.url),
  row: z.object({ table: z.string(), bytes: z.number(), word_bytes: z.number() }),
};

type Say = (line: string) => void;

/** What every measurement works with. */
interface Bench {
  readonly service: RunningService;
  readonly installation: Installation;
  readonly target: Target;
  /** Makes another migrated database on the service's own engine. */
  database(name: string): Promise<Warehouse>;
  /** A number nobody had before. */
  series(): number;
  readonly say: Say;
}

/**
 * Measures the HTTP door against the engine's own floor and against the usual way, in one run on this machine.
 *
 * @param say  gets the table line by line
 */
export async function benchIngest(say: Say): Promise<void> {
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
    const common = await ownerOf(installation);
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
      say,
    };
    for (const kind of ['metadata', 'texts'] as const) await benchKind(kind, bench);
    await benchMemory(bench);
  } finally {
    for (const each of opened.reverse()) await each.close();
    await service.stop();
    await rm(place, { recursive: true, force: true });
  }
}

async function ownerOf({ directory, config }: Installation): Promise<Omit<WarehouseOptions, 'database'>> {
  const { engine } = await readStoresFile(directory.run);
  if (engine === undefined) throw new TypeError('benchIngest requires an engine of its own: unset CLICKHOUSE_URL');
  const { url, user, password } = engine;
  return { url, username: user, password, days: config.warehouse.days, takesSegmentsByName: true };
}

async function benchKind(kind: Kind, bench: Bench): Promise<void> {
  const { say, series } = bench;
  const bodies = benchBodies(kind, RECORDS, PER_BODY);
  const bytes = bodies.reduce((sum, body) => sum + body.bytes.length, 0);
  say(
    `${kind}: ${(PASSES * RECORDS).toLocaleString('en')} records of ${Math.round(bytes / RECORDS)} bytes in ${PASSES * bodies.length} bodies`,
  );
  const floor = await bench.database(`floor_${kind}`);
  const usual = await bench.database(`usual_${kind}`);
  const seconds = { floor: [] as number[], door: [] as number[], usual: [] as number[] };
  const passes = Array.from({ length: PASSES }, () => bodies);
  for (let round = 0; round <= ROUNDS; round += 1) {
    const files = await Promise.all(passes.map((pass) => halves(pass, series(), bench)));
    const took = {
      floor: await timed(() => loadBoth(floor, files, bench)),
      door: await timed(() => sendAndStore(passes, bench)),
      usual: await timed(() => usualWay(usual, passes.flat(), bench.installation.clock.now())),
    };
    for (const { path } of files.flat()) await rm(path);
    // The first round warms up.
    if (round > 0) for (const way of WAYS) seconds[way].push(took[way]);
    say(`  round ${round}: ${WAYS.map((way) => `${way} ${rate(took[way])}`).join(', ')}`);
  }
  const middle = { floor: median(seconds.floor), door: median(seconds.door), usual: median(seconds.usual) };
  for (const way of WAYS) say(`  ${way.padEnd(6)} ${rate(middle[way])} (median of ${ROUNDS})`);
  say(
    `  door / floor ${(middle.floor / middle.door).toFixed(2)}, door / usual way ${(middle.usual / middle.door).toFixed(2)}`,
  );
  const perSecond = (PASSES * bodies.length) / middle.door / 2;
  const { acknowledged } = await sendBodies(bench.target, bodies, series(), CONNECTIONS, perSecond);
  const at = (share: number) => (acknowledged[Math.floor(acknowledged.length * share)] ?? 0).toFixed(0);
  say(`  acknowledged at half that load: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1 - 1e-9)} ms`);
  await bytesPerRecord(kind, bodies, bench);
}

const WAYS = ['floor', 'door', 'usual'] as const;

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

/** From the first byte sent until the last record can be asked for. */
async function sendAndStore(passes: readonly (readonly BenchBody[])[], bench: Bench): Promise<void> {
  const { warehouse } = bench.installation;
  const before = await stored(warehouse);
  for (const bodies of passes) await sendBodies(bench.target, bodies, bench.series(), CONNECTIONS);
  const expected = before + passes.flat().reduce((sum, { lines }) => sum + lines, 0);
  while ((await stored(warehouse)) < expected) await pause(LOOK_EVERY);
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
  const tables = await warehouse.ask(bytesOnDisk, { database });
  const words = tables.reduce((sum, { word_bytes }) => sum + word_bytes, 0);
  const all = tables.reduce((sum, { bytes }) => sum + bytes, 0) - words;
  bench.say(
    `  on disk ${(all / RECORDS).toFixed(0)} bytes a record, word samples apart ${(words / RECORDS).toFixed(0)}`,
  );
  for (const { table, bytes, word_bytes } of tables.slice(0, 6)) {
    bench.say(`    ${table.padEnd(22)} ${((bytes - word_bytes) / RECORDS).toFixed(0).padStart(5)} bytes a record`);
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

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

function rate(seconds: number): string {
  return `${((PASSES * RECORDS) / seconds / 1_000).toFixed(1)} thousand records/s`;
}
