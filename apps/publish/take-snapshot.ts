import { createHash } from 'node:crypto';
import type { Casebook } from '#casebook/casebook';
import { confirmedIncidents } from '#casebook/releases';
import type { Category } from '#detect/detector';
import { CATEGORIES, TAXONOMY_VERSION } from '#publish/categories';
import { readCategory } from '#publish/concordance';
import type { Quarter } from '#publish/quarter';
import { snapshotCheck } from '#publish/snapshot-check';
import { type ConfirmedIncident, periodKey, snapshotHash, snapshotRows } from '#publish/snapshot-rows';
import type { Warehouse } from '#warehouse/warehouse';
import { ReleaseError } from './release-error.js';

/** Rows sent to the warehouse at once; beyond this one request grows past a few megabytes. */
const MOST_ROWS = 10_000;

/**
 * Copies a quarter's confirmed incidents from the casebook into the warehouse, and makes sure they arrived.
 *
 * @param stores      both stores
 * @param release     identifier of the release
 * @param quarter     its period
 * @param releaseKey  the installation's release key
 * @returns           number of rows and SHA-256 of the sorted rows
 * @throws {ReleaseError} when an incident has a category that is not in the code list, or the warehouse holds other rows
 */
export async function takeSnapshot(
  { casebook, warehouse }: { casebook: Casebook; warehouse: Warehouse },
  release: string,
  quarter: Quarter,
  releaseKey: Uint8Array,
): Promise<{ rows: number; hash: string }> {
  const confirmed = await casebook.transaction('repeatable read', (session) =>
    session.sql(confirmedIncidents, [quarter.window.until]),
  );
  const incidents = confirmed.map(({ incident, category: decided, policy_version, decided_at, accounts }) => {
    const category = inForce(decided, policy_version);
    if (category === undefined)
      throw new ReleaseError(
        `Incident ${incident} is confirmed for category ${decided}, which is not in version ${policy_version} of the code list: correct its category and draft again.`,
      );
    return { incident, category, decidedAt: decided_at, accounts } satisfies ConfirmedIncident;
  });
  const rows = snapshotRows(release, quarter, incidents, periodKey(releaseKey, quarter.name));
  for (let first = 0; first < rows.length; first += MOST_ROWS) {
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

/** A category as the code list in force has it; undefined when the list it is of has none such. */
function inForce(code: string, version: string): Category | undefined {
  const category = readCategory(code, version, TAXONOMY_VERSION)?.category ?? '';
  return Object.hasOwn(CATEGORIES, category) ? (category as Category) : undefined;
}
