import type { Asked } from '#hunt/asked';
import type { EntityKind } from '#hunt/entity';
import { type Hunt, hasWindow, parseHunt } from '#hunt/hunt';
import { records } from '#hunt/records';
import { timeline } from '#hunt/timeline';
import { type Ranking, top } from '#hunt/top';
import { median } from '#statistics/median';
import type { Warehouse } from '#warehouse/warehouse';
import { entityProfile } from '../../console/entities/entity-profile.js';
import { askHunt, costOfHunt } from '../../console/hunts/ask-hunt.js';
import { withBenchEngine } from './bench-engine.js';
import { endOf, FROM, grownWorld, type MonthOptions, RECORDS } from './detect-world.js';

/** Times each hunt is asked after one to warm up; the median counts. */
const ROUNDS = 5;

type Say = (line: string) => void;

/** Where hunts are asked, and how long they take on the wall and on the processors. */
interface Desk {
  readonly warehouse: Warehouse;
  readonly processorSeconds: () => number;
  readonly say: Say;
}

/** The whole month, and its last half, which has a half before it to be compared with. */
const MONTH = { from: FROM, until: endOf(RECORDS) };
const HALF = { from: endOf(RECORDS / 2), until: endOf(RECORDS) };

/** The busiest entity of each kind, by its field: its page asks for the most. */
const BUSIEST: Readonly<Partial<Record<EntityKind, string>>> = {
  account: 'account',
  key: 'key',
  network: 'network',
  template: 'template_hash',
};

/** What of it can be measured by itself. */
export const HUNT_PARTS: readonly string[] = ['hunts', ...Object.keys(BUSIEST)];

/**
 * Measures hunts and entity pages over ten million calls of a month, their cost judged each time before they run.
 *
 * @param say  gets a line for each
 */
export function benchHunt(say: Say, { parts, kept }: MonthOptions): Promise<void> {
  return withBenchEngine(async (engine) => {
    // The name under which detectors keep the same month.
    const warehouse = await grownWorld(engine, 'detect', 0, RECORDS, say);
    const { processorSeconds } = engine;
    const desk: Desk = { warehouse, processorSeconds, say };
    const isAsked = (part: string) => parts.length === 0 || parts.includes(part);
    if (isAsked('hunts')) await hunts(desk);
    for (const [kind, by] of Object.entries(BUSIEST) as [EntityKind, string][]) {
      if (isAsked(kind)) await page(desk, kind, by);
    }
  }, kept);
}

async function hunts(desk: Desk): Promise<void> {
  const filter = ['status:from:400'];
  await topOf(desk, 'models of the month', hunt(MONTH), { by: 'model' });
  await topOf(desk, 'models, half against half', hunt(HALF), { by: 'model' });
  await topOf(desk, 'accounts by cost, half against half', hunt(HALF), {
    by: 'account',
    rank: 'cost_micro_usd',
  });
  await topOf(desk, 'accounts that grew, whole hours', hunt(wholeHours(HALF)), {
    by: 'account',
    order: 'growth',
  });
  await topOf(desk, 'networks by accounts, half against half', hunt(HALF), {
    by: 'network',
    rank: 'accounts',
  });
  await topOf(desk, 'refused accounts of the month', hunt(MONTH, filter), { by: 'account' });
  await topOf(desk, 'clients of two models in Germany', hunt(MONTH, ['country:is:DE', 'model:is:aurel-2,aurel-3']), {
    by: 'client_fingerprint',
  });
  await timed(desk, 'timeline of the month by hour, from calls', hunt(MONTH), (whole) => timeline(whole, 'hour'));
  await timed(desk, 'timeline of the month by hour, whole hours', hunt(wholeHours(MONTH)), (whole) =>
    timeline(whole, 'hour'),
  );
  await timed(desk, 'timeline of refusals by ten minutes, half', hunt(HALF, filter), (whole) =>
    timeline(whole, 'ten_minutes'),
  );
  await timed(desk, 'latest 50 records of the month', hunt(MONTH), (whole) => records(whole, 50));
  await timed(desk, 'latest 50 refused records', hunt(MONTH, filter), (whole) => records(whole, 50));
}

function wholeHours({ from, until }: typeof MONTH) {
  const hour = 3_600_000;
  return { from: new Date(Math.ceil(+from / hour) * hour), until: new Date(Math.floor(+until / hour) * hour) };
}

function hunt({ from, until }: typeof MONTH, where: readonly string[] = []): Hunt {
  const parsed = parseHunt({ from: from.toISOString(), until: until.toISOString(), where });
  if (!hasWindow(parsed)) throw new TypeError('hunt requires a window');
  return parsed;
}

async function topOf(desk: Desk, name: string, asked: Hunt, ranking: Partial<Ranking> & { by: string }) {
  const compile = (whole: Hunt) => top(whole, { rank: 'calls', order: 'most', most: 50, ...ranking });
  await timed(desk, name, asked, compile);
}

async function timed<Row>(
  { warehouse, processorSeconds, say }: Desk,
  name: string,
  asked: Hunt,
  compile: (hunt: Hunt) => Asked<Row>,
) {
  const { rows, reads } = await costOfHunt(warehouse, asked, compile);
  const took: number[] = [];
  let before = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const began = performance.now();
    if (round === 1) before = processorSeconds();
    await askHunt(warehouse, asked, compile, new AbortController().signal);
    if (round > 0) took.push((performance.now() - began) / 1_000);
  }
  const processor = (processorSeconds() - before) / ROUNDS;
  say(
    `${name.padEnd(44)} ${median(took).toFixed(3)} s, ${processor.toFixed(2)} s of processor, ${rows.toLocaleString('en')} rows of ${reads}`,
  );
}

async function page({ warehouse, processorSeconds, say }: Desk, kind: EntityKind, by: string): Promise<void> {
  const signal = new AbortController().signal;
  const { rows } = await askHunt(
    warehouse,
    hunt(MONTH),
    (whole) => top(whole, { by, rank: 'calls', order: 'most', most: 2 }),
    signal,
  );
  const id = rows.find(({ value }) => value !== '' && value !== '0')?.value ?? '';
  const took: number[] = [];
  const before = processorSeconds();
  for (let round = 0; round < 3; round += 1) {
    const began = performance.now();
    const profile = await entityProfile(warehouse, kind, id, MONTH, signal);
    took.push((performance.now() - began) / 1_000);
    if (round === 0) say(`${kind} page: ${profile.days.length} days, ${profile.neighbours?.in_all ?? 0} neighbours`);
  }
  const processor = (processorSeconds() - before) / 3;
  say(`page of the busiest ${kind.padEnd(24)} ${median(took).toFixed(3)} s, ${processor.toFixed(2)} s of processor`);
}
