import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  allReleases,
  liveRelease,
  publishedRelease,
  type Release,
  recordPublication,
  recordWithdrawal,
} from '#casebook/releases';
import { type ReleaseFile, textFile } from '#publish/release-file';
import { JWS, MINISIG, releaseFiles } from '#publish/release-files';
import { verifyRelease } from '#publish/verify-release';
import { buildSite } from './build-site.js';
import { sumsHash } from './check-release.js';
import { readRelease } from './read-release.js';
import { ReleaseError } from './release-error.js';
import type { ReleaseWork } from './release-work.js';
import { liveIn } from './standing-release.js';
import { writeRelease } from './write-release.js';

/**
 * Publishes a scheduled release once its announced hour has come.
 *
 * The files are made again from the measurements, must be the ones that were signed, and are verified as an outsider
 * would. They are in place before the release counts as published, so that nothing is half published. Published again, the
 * release stays as it is and the site alone is made anew, as after a disk that was full.
 *
 * @returns  the release and the folder of the site
 * @throws {ReleaseError} before its hour, without approval, or when the files are not the approved ones
 */
export async function publishQuarter(work: ReleaseWork, period: string): Promise<{ release: Release; site: string }> {
  const { casebook, at, directory } = work;
  return casebook.lease(`release ${period}`, async () => {
    const out = await publishedRelease(casebook, period);
    if (out !== undefined && (await liveRelease(casebook, period)) === undefined)
      return { release: out, site: await buildSite(work) };
    const live = await liveIn(casebook, period, ['scheduled']);
    if (live.publishAt === null || at < live.publishAt)
      throw new ReleaseError(
        `${period} comes out at ${live.publishAt?.toISOString()}, as announced: everybody sees it then, nobody before.`,
      );
    const files = await signedFiles(work, live);
    const { faults } = verifyRelease(files);
    if (faults.length > 0) throw new ReleaseError(`${period} is not as it was signed: ${faults.join('; ')}.`);
    await writeRelease(releaseFolder(directory, live), files, { isLasting: true });
    await casebook.transaction('serializable', (session) => recordPublication(session, live.id, at));
    const site = await buildSite(work);
    return { release: { ...live, state: 'published', publishedAt: at }, site };
  });
}

/** What a withdrawal says and does. */
export interface Withdrawal {
  readonly period: string;
  /** Such as `1.0.0`. */
  readonly version: string;
  readonly reason: string;
  /** Whether the numbers are removed too: for legal or safety need alone. */
  readonly removesData: boolean;
}

/**
 * Withdraws a published version: a tombstone with its hash, the reason and the date takes its place on the site.
 *
 * @throws {ReleaseError} when no such version is out
 */
export async function withdrawVersion(work: ReleaseWork, withdrawal: Withdrawal): Promise<string> {
  const { casebook, at, directory } = work;
  const { period, version, reason, removesData } = withdrawal;
  const all = await allReleases(casebook);
  const found = all.find((one) => one.period === period && one.version === version && one.publishedAt !== null);
  if (found === undefined || found.state === 'withdrawn')
    throw new ReleaseError(`${period} has no published version ${version}; see usewatch release list.`);
  if (reason.trim() === '') throw new ReleaseError('A withdrawal needs a reason; it stands on the tombstone.');
  await recordWithdrawal(casebook, found.id, { reason, at });
  const folder = releaseFolder(directory, found);
  const tombstone = { period, version, sha256_of_sums: found.sumsHash, withdrawn_at: at.toISOString(), reason };
  await writeFile(`${folder}.withdrawn.json`, `${JSON.stringify(tombstone, null, 2)}\n`);
  if (removesData) await rm(folder, { recursive: true, force: true });
  return buildSite(work);
}

/** Where a published version lies for good. */
function releaseFolder(directory: string, { period, version }: Pick<Release, 'period' | 'version'>): string {
  return join(directory, 'r', period, `v${version}`);
}

async function signedFiles({ casebook }: ReleaseWork, live: Release): Promise<ReleaseFile[]> {
  const files = releaseFiles(await readRelease(casebook, live));
  if (live.signatures === null || sumsHash(files) !== live.sumsHash)
    throw new ReleaseError(
      `${live.period} would not be the bytes that were approved: check it again and have it approved anew.`,
    );
  return [...files, textFile(JWS, live.signatures.jws), textFile(MINISIG, live.signatures.minisig)];
}
