import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listRuns } from '#casebook/runs';
import { timeAtCasebook } from '#casebook/self-watch';
import { Random } from '#demo/random';
import { limitHammering } from '#detect/limit-hammering/limit-hammering';
import { batchBooks } from '#ingest/batch-books';
import { AgreedClock } from '#platform/agreed-clock';
import { Clock, StandingClock } from '#platform/clock';
import { HOUR } from '#usage/window';
import { timeAtWarehouse } from '#warehouse/time-at-warehouse';
import { catchUp } from '../../apps/detect/catch-up.js';
import { DetectClock } from '../../apps/detect/detect.clock.js';
import { detected } from '../support/detected.js';
import { type FreshCasebook, freshCasebook } from '../support/fresh-casebook.js';
import { type FreshDoors, freshDoors } from '../support/fresh-doors.js';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { hammering } from '../support/hammering.js';
import { loadUsage } from '../support/load-usage.js';
import { PATIENCE, REPEAT, SEED, times } from './counted.js';

const start = Date.UTC(2026, 2, 2);
const at = (hours: number) => new Date(start + hours * HOUR);
const honest = new StandingClock(at(48));
const never = new AbortController().signal;
const random = new Random(SEED);
const DAY = 24;

/** Ends of the windows that hold usage. */
const ENDS = [1 - 20 * DAY, 2 - 20 * DAY, 1, 2, 3, 4, 31, 32, 33].map(at);

/** A clock that is set to any time between two looks at it. */
class JumpingClock extends Clock {
  /** Hours since the start of the usage. */
  hours = 48;
  /** Hours by which it may differ from one look to the next. */
  jitter = 0;

  override now(): Date {
    return at(this.hours + this.jitter * (random.next() - 0.5));
  }
}

describe('whatever the clock does', () => {
  let warehouse: FreshWarehouse;
  let wanted: string;
  let fresh: FreshCasebook;
  beforeAll(async () => {
    warehouse = await freshWarehouse();
    Logger.overrideLogger(false);
    await loadUsage(warehouse, hammering('cyd', at(-20 * DAY), 1), at(-19 * DAY));
    await loadUsage(warehouse, hammering('ann', at(0), 3) + hammering('bob', at(30), 2), at(48));
    wanted = await withCasebook(async () => {
      await look(honest);
      return rows();
    });
  });
  afterAll(() => warehouse?.close());

  const withCasebook = async <T>(work: () => Promise<T>): Promise<T> => {
    fresh = await freshCasebook();
    try {
      return await work();
    } finally {
      await fresh.close();
    }
  };
  const look = (clock: Clock) => {
    const { casebook } = fresh;
    return catchUp({ warehouse: warehouse.warehouse, casebook, clock, detector: limitHammering }, 'everything', never);
  };
  const ticker = (clock: Clock) =>
    new DetectClock(new SchedulerRegistry(), warehouse.warehouse, fresh.casebook, clock, 3_600, [limitHammering]);
  const rows = () => detected(fresh.casebook, limitHammering.name);
  const windows = () => {
    const { name: detector, version } = limitHammering;
    const asked = { detector, version, modes: ['scheduled', 'shadow'] as const, from: new Date(0), until: at(9_999) };
    return listRuns(fresh.casebook, asked);
  };

  it(
    'skewed by days, set back in mid-run or twice as fast, it leaves no window out, however long ago, and judges none twice over',
    async () => {
      for (let schedule = 0; schedule < times(1, 30); schedule += 1) {
        await withCasebook(async () => {
          const clock = new JumpingClock();
          const ticking = ticker(clock);
          for (let step = 0; step < 5; step += 1) {
            const skews = [-400 * DAY, -DAY, 0, DAY, 400 * DAY];
            clock.hours = 48 + (skews[random.below(skews.length)] ?? 0) - random.below(48);
            clock.jitter = [0, 2 * DAY][random.below(2)] ?? 0;
            await ticking.tick();
          }
          clock.hours = 48;
          clock.jitter = 0;
          await ticking.tick();
          await ticking.onModuleDestroy();
          expect(
            (await windows()).map(({ windowUntil }) => windowUntil),
            REPEAT,
          ).toEqual(ENDS);
          expect(await rows(), REPEAT).toBe(wanted);
        });
      }
    },
    PATIENCE,
  );

  it(
    'two schedulers that look at once leave the same rows as one',
    async () => {
      for (let round = 0; round < times(2, 100); round += 1) {
        await withCasebook(async () => {
          const both = await Promise.all([look(honest), look(honest)]);
          expect(both.reduce((sum, judgement) => sum + (judgement?.judged ?? 0), 0)).toBe(ENDS.length);
          expect(await rows()).toBe(wanted);
          expect((await windows()).map(({ attempt }) => attempt)).toEqual(ENDS.map(() => 1));
        });
      }
    },
    PATIENCE,
  );

  it(
    'ticks that come while one is under way do nothing, and those that were missed are made up for, each window once',
    async () => {
      for (let schedule = 0; schedule < times(1, 50); schedule += 1) {
        await withCasebook(async () => {
          const clock = new JumpingClock();
          const ticking = ticker(clock);
          for (clock.hours = 0; clock.hours < 48; clock.hours += 1 + random.below(20)) {
            await Promise.all(Array.from({ length: 1 + random.below(4) }, () => ticking.tick()));
          }
          clock.hours = 48;
          await Promise.all([ticking.tick(), ticking.tick()]);
          await ticking.onModuleDestroy();
          const judged = await windows();
          expect(
            judged.map(({ windowUntil }) => windowUntil),
            REPEAT,
          ).toEqual(ENDS);
          expect(
            judged.map(({ attempt }) => attempt),
            REPEAT,
          ).toEqual(ENDS.map(() => 1));
        });
      }
    },
    PATIENCE,
  );
});

/** The machine's clock, set to any time. */
class SkewedClock extends Clock {
  /** Milliseconds by which it is ahead. */
  ahead = 0;

  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }
}

describe('whatever the machine’s clock says of a receipt', () => {
  const own = new SkewedClock();
  let clock: AgreedClock;
  let doors: FreshDoors;
  let key: string;
  beforeAll(async () => {
    doors = await freshDoors(undefined, {}, ({ casebook, warehouse }) => {
      clock = new AgreedClock([() => timeAtCasebook(casebook), () => timeAtWarehouse(warehouse)], own);
      return clock;
    });
    key = await doors.key('clocks');
  });
  afterAll(() => doors?.close());

  it(
    'it is dated as the stores’ clocks have it, and what was sent is stored',
    async () => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
      for (let schedule = 0; schedule < times(2, 30); schedule += 1) {
        own.ahead = [-400, -1, 0, 1, 400].map((days) => days * DAY * HOUR)[random.below(5)] ?? 0;
        await clock.look();
        // Whether it jumps again before the next look, or does not.
        own.ahead += random.below(2) * (random.below(800) - 400) * DAY * HOUR;
        const line = { source: 'clocks', id: `${schedule}`, at: new Date().toISOString(), account: 'ann' };
        const answer = await fetch(`${doors.url}/v1/usage?wait=stored`, {
          ...{ method: 'POST', headers, body: `${JSON.stringify(line)}\n` },
        });
        const books = (await answer.json()) as { batch: string };
        expect(books, REPEAT).toMatchObject({ stored: 1, quarantined: 0 });
        const [kept] = await doors.warehouse.ask(batchBooks, { batch: books.batch });
        expect(Math.abs(1_000 * (kept?.received_at ?? 0) - Date.now()), REPEAT).toBeLessThan(60_000);
      }
    },
    PATIENCE,
  );
});
