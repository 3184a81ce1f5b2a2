import { measured } from '#casebook/ledger';
import { allReleases, type Release, releaseSigners } from '#casebook/releases';
import type { CasebookSession } from '#casebook/session';
import { type NoisyCount, storedNoisyCount } from '#disclosure/noisy-count';
import type { Check } from '#publish/check';
import type { MeasuredRelease, MeasuredTable } from '#publish/measured-release';
import { keyText, type PublicTable } from '#publish/public-table';
import { quarterNamed } from '#publish/quarter';
import { frozenSpec } from './frozen-spec.js';
import { ReleaseError } from './release-error.js';

/**
 * Puts a stored release together again: all that its files are made of.
 *
 * @param session  the casebook
 * @param stored   a release that was measured
 * @param checks   results of the checks; those stored when absent
 * @throws {ReleaseError} when it was measured for other tables than this version of usewatch has
 */
export async function readRelease(
  session: CasebookSession,
  stored: Release,
  checks: readonly Check[] = stored.checks ?? [],
): Promise<MeasuredRelease> {
  const { period, version, demo, choice, frozenAt, publishAt } = stored;
  const quarter = quarterNamed(period);
  const { measurements, spentThisYear } = await measured(session, stored);
  const { text, hash, tables } = await frozenSpec(stored);
  if (quarter === undefined || frozenAt === null || publishAt === null || hash !== stored.specHash)
    throw new ReleaseError(
      `${period} was measured for other tables than this version of usewatch has: use the version that measured it.`,
    );
  return {
    ...{ quarter, version, demo, choice, spec: text, specHash: hash, frozenAt, publishAt, spentThisYear, checks },
    tables: tables.map((table) => measuredTable(table, measurements)),
    // Whoever rebuilds later must get the same bytes, whatever keys came since.
    signers: (await releaseSigners(session))
      .filter(({ since }) => since <= (stored.checkedAt ?? since))
      .map(({ keyId, publicKey, since, until }) => ({
        keyId,
        publicKey,
        since,
        until: until !== null && until <= (stored.checkedAt ?? until) ? until : null,
      })),
    earlier: await earlierVersions(session, stored),
  };
}

function measuredTable(table: PublicTable, stored: NonNullable<Release['measurements']>): MeasuredTable {
  const byKey = new Map(
    stored.flatMap((one) =>
      one.table === table.id ? [[keyText(one), storedNoisyCount(one.measurement)] as const] : [],
    ),
  );
  const measurements = table.keys.flatMap((key): NoisyCount[] => {
    const found = byKey.get(keyText(key));
    return found === undefined ? [] : [found];
  });
  if (measurements.length !== table.keys.length || byKey.size !== table.keys.length)
    throw new ReleaseError(
      `Table ${table.id} was measured for other keys than this version of usewatch has: use the version that measured it.`,
    );
  return { table, measurements };
}

/** The versions that this one replaces, back to the first. */
async function earlierVersions(session: CasebookSession, stored: Release): Promise<MeasuredRelease['earlier']> {
  const all = new Map((await allReleases(session)).map((one) => [one.id, one]));
  const earlier = [];
  let reason = stored.reason;
  for (let at = all.get(stored.supersedes ?? ''); at !== undefined; at = all.get(at.supersedes ?? '')) {
    if (at.publishedAt !== null) earlier.unshift({ version: at.version, publishedAt: at.publishedAt, reason });
    reason = at.reason;
  }
  return earlier;
}
