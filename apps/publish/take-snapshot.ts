import { createHash } from 'node:crypto';
import { appealFlows, confirmedIncidents, reviewedPieces } from '#casebook/quarter-facts';
import type { Release } from '#casebook/releases';
import type { Category } from '#detect/detector';
import { accountUsage } from '#publish/account-usage';
import { CATEGORIES, TAXONOMY_VERSION } from '#publish/categories';
import { readCategory } from '#publish/concordance';
import type { Quarter } from '#publish/quarter';
import { snapshotCheck } from '#publish/snapshot-check';
import { periodKey, type QuarterFacts, snapshotHash, snapshotRows } from '#publish/snapshot-rows';
import { UnitUsage } from '#publish/unit-usage';
import { ReleaseError } from './release-error.js';
import type { ReleaseWork } from './release-work.js';

/** Rows sent to the warehouse at once; beyond this one request grows past a few megabytes. */
const MOST_ROWS = 10_000;

/** Accounts asked about at once; their names alone are some hundred kilobytes. */
const MOST_ACCOUNTS = 10_000;

/** Codes of what became of an appeal. */
const OUTCOME = { upheld: 'UPH', reversed: 'REV', open: 'OPN', overdue: 'OVD', own: 'OWN' } as const;

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
  { id: release, choice }: Release,
  quarter: Quarter,
  releaseKey: Uint8Array,
): Promise<{ rows: number; hash: string }> {
  const { warehouse, signal, tell } = work;
  const facts = await quarterFacts(work, quarter, choice.models);
  const rows = snapshotRows(release, quarter, facts, periodKey(releaseKey, quarter.name));
  for (let first = 0; first < rows.length; first += MOST_ROWS) {
    signal?.throwIfAborted();
    tell?.({ step: 'taking the snapshot', done: first, of: rows.length });
    const token = createHash('sha256').update(`${release}|${first}`).digest('hex');
    await warehouse.write('release_snapshot', rows.slice(first, first + MOST_ROWS), token, 'sealed');
  }
  const taken = { rows: rows.length, hash: snapshotHash(rows) };
  const [held] = await warehouse.ask(snapshotCheck, { release }, 'sealed');
  if (held?.rows !== taken.rows || held.hash !== taken.hash)
    throw new ReleaseError(
      `The warehouse does not hold the snapshot of ${quarter.name} as it was sent: draft again; if it persists, look for other writers of release_snapshot.`,
    );
  return taken;
}

/** Everything that is counted, of one moment. */
async function quarterFacts(
  { casebook, warehouse, signal, tell }: ReleaseWork,
  { window: { from, until } }: Quarter,
  models: readonly string[],
): Promise<QuarterFacts> {
  tell?.({ step: 'reading confirmed incidents', done: 0, of: 1 });
  const { confirmed, flows, reviewed } = await casebook.transaction('repeatable read', async (session) => ({
    confirmed: await session.sql(confirmedIncidents, [until]),
    flows: await session.sql(appealFlows, [from, until]),
    reviewed: await session.sql(reviewedPieces, [from, until]),
  }));
  const usage = new UnitUsage(models);
  const accounts = [...new Set(confirmed.flatMap((one) => one.accounts))].sort();
  for (let first = 0; first < accounts.length; first += MOST_ACCOUNTS) {
    signal?.throwIfAborted();
    tell?.({ step: 'reading what accounts called', done: first, of: accounts.length });
    const some = accounts.slice(first, first + MOST_ACCOUNTS);
    usage.add(await warehouse.ask(accountUsage, { accounts: some, from, until }));
  }
  return {
    incidents: confirmed.map((one) => ({
      incident: one.incident,
      category: inForce(one),
      detector: one.detector,
      action: one.action,
      firstSeen: one.first_seen,
      decidedAt: one.decided_at,
      actedAt: one.acted_at,
      isReferred: one.is_referred,
      accounts: one.accounts,
    })),
    appeals: flows.map(({ id, account, outcome, closes_account, at }) => ({
      id,
      account,
      outcome: `${OUTCOME[outcome]}-${closes_account ? 'ACC' : 'USE'}`,
      at,
    })),
    reviews: reviewed.map((one) => ({
      incident: one.incident,
      category: inForce(one),
      verdict: one.verdict,
      decidedAt: one.decided_at,
      accounts: one.accounts,
    })),
    usage,
  };
}

/** A category as the code list in force has it. */
function inForce(decided: { incident: string; category: string; policy_version: string }): Category {
  const { incident, category: code, policy_version: version } = decided;
  const category = readCategory(code, version, TAXONOMY_VERSION)?.category ?? '';
  if (Object.hasOwn(CATEGORIES, category)) return category as Category;
  throw new ReleaseError(
    `Incident ${incident} was decided for category ${code}, which is not in version ${version} of the code list: correct its category and measure again.`,
  );
}
