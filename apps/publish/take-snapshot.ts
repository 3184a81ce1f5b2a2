import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Release } from '#casebook/releases';
import type { Quarter } from '#publish/quarter';
import { snapshotCheck } from '#publish/snapshot-check';
import {
  periodKey,
  quarterUnits,
  rowText,
  type SnapshotRow,
  snapshotHash,
  snapshotRows,
  TEXT_COLUMNS,
} from '#publish/snapshot-rows';
import { callCodes, type MostlyCalled, unitUsage } from '#publish/unit-usage';
import { readFacts } from './read-facts.js';
import { ReleaseError } from './release-error.js';
import type { ReleaseWork } from './release-work.js';

/** Rows of the snapshot sent to the warehouse at once; beyond this one request grows past some megabytes. */
const MOST_ROWS = 50_000;

/** Accounts sent at once; a row of theirs is a fifth as long. */
const MOST_ACCOUNTS = 100_000;

/** Milliseconds in which a question leaves this process before it is busy with itself. */
const UNDER_WAY = 20;

const DROP_ACCOUNTS = new URL('../../libs/publish/drop-release-accounts.sql', import.meta.url);

/**
 * Copies what a quarter's tables count from the casebook into the warehouse, and makes sure it arrived.
 *
 * @param work        both stores, and who is told how far it has come
 * @param live        the release
 * @param quarter     its period
 * @param releaseKey  the installation's release key
 * @returns           number of rows and SHA-256 of the sorted rows
 * @throws {ReleaseError} when an incident has a category that is not in the code list, or the warehouse holds other rows
 */
export async function takeSnapshot(
  work: ReleaseWork,
  live: Release,
  quarter: Quarter,
  releaseKey: Uint8Array,
): Promise<{ rows: number; hash: string }> {
  const facts = await readFacts(work, quarter);
  const { units, confirmed } = quarterUnits(facts);
  const calls = await callsOf(work, live, quarter, units.owned(confirmed));
  const key = periodKey(releaseKey, quarter.name);
  const texts = await sendRows(work, live, snapshotRows(facts, { release: live.id, quarter, key, units, calls }));
  // Both sort and hash a million texts: the warehouse while this process does.
  const asked = work.warehouse.ask(snapshotCheck, { release: live.id }, 'sealed');
  asked.catch(() => undefined);
  await setTimeout(UNDER_WAY);
  const taken = { rows: texts.length, hash: snapshotHash(texts) };
  const [held] = await asked;
  if (held?.rows !== taken.rows || held.hash !== taken.hash)
    throw new ReleaseError(
      `The warehouse does not hold the snapshot of ${quarter.name} as it was sent: draft again; if it persists, look for other writers of release_snapshot.`,
    );
  return taken;
}

/** What each unit mostly called in the quarter, by number. The warehouse knows its accounts no longer than that takes. */
async function callsOf(
  { warehouse, signal, tell }: ReleaseWork,
  { id: release, choice }: Release,
  { window }: Quarter,
  owned: readonly { account: string; unit: number }[],
): Promise<ReadonlyMap<number, MostlyCalled>> {
  const { database } = warehouse.databases;
  const forget = () => warehouse.change(DROP_ACCOUNTS, { release });
  // Of a snapshot that was broken off, whose units had other numbers.
  await forget();
  try {
    for (let first = 0; first < owned.length; first += MOST_ACCOUNTS) {
      signal?.throwIfAborted();
      tell?.({ step: 'reading what accounts called', done: first, of: owned.length });
      const rows = owned.slice(first, first + MOST_ACCOUNTS).map((one) => ({ release, ...one }));
      await warehouse.write('release_account', rows, undefined, 'sealed');
    }
    const asked = { release, database, ...window, ...callCodes(choice.models) };
    const called = await warehouse.ask(unitUsage, asked, 'sealed');
    return new Map(called.flatMap(({ units, ...mostly }) => units.map((unit) => [unit, mostly] as const)));
  } finally {
    await forget();
  }
}

/** @returns the texts of all rows, sent block by block, the next while one is stored */
async function sendRows(
  { warehouse, signal, tell }: ReleaseWork,
  { id: release, period }: Release,
  rows: Iterable<SnapshotRow>,
): Promise<string[]> {
  const texts: string[] = [];
  let sent = 0;
  let before = Promise.resolve();
  const store = async () => {
    signal?.throwIfAborted();
    tell?.({ step: 'taking the snapshot', done: sent, of: texts.length });
    const token = createHash('sha256').update(`${release}|${sent}`).digest('hex');
    const block = texts.slice(sent).map((text) => `${release}|${period}|${text}`);
    sent = texts.length;
    await before;
    before = warehouse.writeTexts('release_snapshot', ['release', 'period', ...TEXT_COLUMNS], block, token, 'sealed');
    // Waited for with the next block, or at the end.
    before.catch(() => undefined);
  };
  for (const row of rows) {
    texts.push(rowText(row));
    if (texts.length - sent === MOST_ROWS) await store();
  }
  if (texts.length > sent) await store();
  await before;
  return texts;
}
