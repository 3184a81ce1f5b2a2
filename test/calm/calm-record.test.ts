import { readdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoWorld } from '#demo/world';
import { arrivals } from '#detect/arrivals';
import { CALM_RECORD, type CalmDetector } from '#detect/calm-record';
import { catalogue } from '#detect/catalogue';
import type { Detector, Finding } from '#detect/detector';
import { recordsByHour, recordsIn } from '#detect/owed-windows';
import { HOUR, windowsBetween } from '#usage/window';
import { neighbours, passers } from '../scenarios/account-pool.js';
import { echoes, talkers } from '../scenarios/coordinated-accounts.js';
import { honestClusters, regulars } from '../scenarios/emerging-cluster.js';
import { oftenRefused, ordinaryAskers } from '../scenarios/filter-evasion.js';
import { refusedClients } from '../scenarios/limit-hammering.js';
import { drifters, levelCallers } from '../scenarios/limit-riding.js';
import { longWriters } from '../scenarios/model-extraction.js';
import { askers, manyTongues } from '../scenarios/narrative-fan-out.js';
import { darkTopics, scoredCrowd } from '../scenarios/persistent-violation.js';
import { namedUsers } from '../scenarios/persona-farm.js';
import { DAY, type Told, usageLines } from '../scenarios/scene.js';
import { movedKeys } from '../scenarios/shared-key.js';
import { alikeWriters, writers } from '../scenarios/spam-campaign.js';
import { risingKeys } from '../scenarios/usage-spike.js';
import { type FreshWarehouse, freshWarehouse } from '../support/fresh-warehouse.js';
import { loadUsage } from '../support/load-usage.js';

const SEED = 11;

/** Hourly windows are judged on one day in so many: those of every day would take an hour. */
const STRIDE = 5;

/** Honest callers, each of which has a stretch of three weeks to itself. */
const HONEST: readonly ((seed: number, from: number) => Told[])[] = [
  (seed, from) => [...neighbours(seed, from), ...passers(seed, 200, from)],
  (seed, from) => [...echoes(seed, from), ...talkers(seed, 150, from)],
  (seed, from) => [...honestClusters(seed, from + 8 * DAY), ...regulars(seed, 60, from + 8 * DAY)],
  (seed, from) => [...oftenRefused(seed, from), ...ordinaryAskers(seed, 60, from)],
  (seed, from) => refusedClients(seed, from),
  (seed, from) => [...levelCallers(seed, from, 4), ...drifters(seed, 80, from, 4)],
  (seed, from) => longWriters(seed, from + 3 * DAY),
  (seed, from) => [...manyTongues(seed, from), ...askers(seed, 40, from)],
  (seed, from) => [...darkTopics(seed, from), ...scoredCrowd(seed, 120, from)],
  (seed, from) => namedUsers(seed, from, 5),
  (seed, from) => movedKeys(seed, from),
  (seed, from) => [...alikeWriters(seed, from), ...writers(seed, 150, from)],
  (seed, from) => risingKeys(seed, from + 10 * DAY),
];

const ACCOUNT_DAYS = {
  sql: new URL('./account-days.sql', import.meta.url),
  row: z.object({ day_number: z.number().int(), accounts: z.number().int() }),
};

/** Every log of calm traffic; each is judged in a warehouse of its own. */
async function* calmLogs(): AsyncGenerator<string> {
  const folder = new URL('./', import.meta.url);
  const names = (await readdir(folder, { withFileTypes: true })).filter((each) => each.isDirectory());
  const worlds = await Promise.all(names.map(({ name }) => readFile(new URL(`${name}/usage.ndjson`, folder), 'utf8')));
  yield worlds.join('');
  yield usageLines(HONEST.flatMap((told, place) => told(SEED, Date.UTC(2026, 0, 5) + 21 * place * DAY)));
  const { records, truth } = demoWorld({ seed: 1, until: new Date('2026-07-01T00:00:00Z') });
  const guilty = new Set(truth.actors.flatMap(({ accounts }) => accounts));
  const honest: string[] = [];
  for (const line of records()) if (!guilty.has(JSON.parse(line).account)) honest.push(line);
  yield `${honest.join('\n')}\n`;
}

/** The accounts a finding names; a network or key that nobody is known of stands for itself. */
function accused({ subject, members = [] }: Finding): string[] {
  return members.length === 0 ? [subject.id] : members.map(({ account }) => account);
}

/** Whether windows of a detector that end on a day, counted from 1970, are judged. */
function isJudged({ everyHours }: Detector, day: number): boolean {
  return everyHours >= 24 || day % STRIDE === 0;
}

/** Highest score by account and day, of the windows that the clock would put to a detector. */
async function named({ warehouse }: FreshWarehouse, detector: Detector): Promise<number[]> {
  const hours = await warehouse.ask(arrivals, { from: new Date(0), until: new Date('2027-01-01T00:00:00Z') });
  const [first, last] = [hours[0]?.hour, hours.at(-1)?.hour];
  if (first === undefined || last === undefined) throw new RangeError('named requires usage');
  const records = recordsByHour(hours);
  const scores = new Map<string, number>();
  const end = new Date(last.getTime() + (detector.spanHours + detector.everyHours) * HOUR);
  for (const window of windowsBetween(first, end, detector.everyHours, detector.spanHours)) {
    const day = Math.floor((window.until.getTime() - 1) / DAY);
    if (!isJudged(detector, day) || recordsIn(window, records) === 0) continue;
    for (const finding of detector.judge(await warehouse.ask(detector, { ...window }))) {
      for (const account of accused(finding)) {
        const key = `${day} ${account}`;
        scores.set(key, Math.max(finding.score, scores.get(key) ?? Number.NEGATIVE_INFINITY));
      }
    }
  }
  return [...scores.values()];
}

describe('the record of calm traffic', () => {
  it('tells of detectors of the catalogue alone, in versions that there were', () => {
    const versions = new Map(catalogue.map(({ name, version }) => [name, version]));
    expect(Object.keys(CALM_RECORD)).not.toEqual([]);
    for (const [name, { version, accountDays, scores }] of Object.entries(CALM_RECORD)) {
      expect(versions.get(name), name).toBeGreaterThanOrEqual(version);
      expect(accountDays, name).toBeGreaterThan(0);
      expect(scores, name).toEqual([...scores].sort((a, b) => b - a));
    }
  });

  it.runIf(process.env.CALM === 'measure')(
    'is measured anew',
    async () => {
      const measured = new Map(catalogue.map(({ name }) => [name, { accountDays: 0, scores: [] as number[] }]));
      for await (const log of calmLogs()) {
        const fresh = await freshWarehouse();
        await loadUsage(fresh, log, new Date('2026-12-31T00:00:00Z'));
        const days = await fresh.warehouse.ask(ACCOUNT_DAYS);
        for (const detector of catalogue) {
          const record = measured.get(detector.name);
          if (record === undefined) continue;
          for (const { day_number, accounts } of days) {
            if (isJudged(detector, day_number)) record.accountDays += accounts;
          }
          record.scores.push(...(await named(fresh, detector)));
          process.stdout.write(`${detector.name}: ${record.scores.length} of ${record.accountDays} account-days\n`);
        }
        await fresh.close();
      }
      const record = Object.fromEntries(
        catalogue.map(({ name, version }): [string, CalmDetector] => {
          const { accountDays = 0, scores = [] } = measured.get(name) ?? {};
          return [name, { version, accountDays, scores: scores.sort((a, b) => b - a) }];
        }),
      );
      const file = new URL('../../libs/detect/calm-record.ts', import.meta.url);
      const text = await readFile(file, 'utf8');
      const told = `export const CALM_RECORD: CalmRecord = ${JSON.stringify(record, null, 2)};\n`;
      await writeFile(file, text.slice(0, text.indexOf('export const CALM_RECORD')) + told);
    },
    3_600_000,
  );
});
