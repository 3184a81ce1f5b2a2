import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { narrativesOf } from '#casebook/narratives';
import { type Release, recordChecks, releaseSigners } from '#casebook/releases';
import { attacksOn } from '#publish/attack/attack-release';
import { type Check, isSound } from '#publish/check';
import type { MeasuredRelease } from '#publish/measured-release';
import type { ReleaseFile } from '#publish/release-file';
import { releaseFiles, SUMS } from '#publish/release-files';
import { readRelease } from './read-release.js';
import { ReleaseError } from './release-error.js';
import type { ReleaseWork } from './release-work.js';
import { liveIn } from './standing-release.js';
import { writeRelease } from './write-release.js';

/** A release as the reviewer sees it: what the public will see, and nothing else. */
export interface CheckedRelease {
  readonly stored: Release;
  readonly release: MeasuredRelease;
  readonly checks: readonly Check[];
  readonly files: readonly ReleaseFile[];
  /** Folder with the files. */
  readonly folder: string;
}

/**
 * Attacks a measured release, writes its files for review, and notes their digest.
 *
 * Reads noisy numbers and public constants alone. An approval given before is void, since it was of other bytes.
 *
 * @throws {ReleaseError} when it is cancelled, nothing was measured, nobody could sign, or the folder cannot be written
 */
export async function checkQuarter(work: ReleaseWork, period: string): Promise<CheckedRelease> {
  const { casebook, at, directory } = work;
  const live = await liveIn(casebook, period, ['measured', 'review', 'scheduled']);
  if ((await releaseSigners(casebook)).every(({ until }) => until !== null))
    throw new ReleaseError(
      'Nobody can approve yet: name a second person with usewatch release signer NAME, whose key goes into the release.',
    );
  const unchecked = await readRelease(casebook, { ...live, checkedAt: at }, []);
  const told = (await narrativesOf(casebook, period)).map(({ place, ...narrative }) => ({
    ...narrative,
    where: place,
  }));
  const checks = await attacked(work, unchecked, told);
  const release = { ...unchecked, checks };
  const files = releaseFiles(release);
  const folder = reviewFolder(directory, live);
  await writeRelease(folder, files);
  await recordChecks(casebook, live.id, { checks, sumsHash: sumsHash(files), at, passed: checks.every(isSound) });
  return { stored: await liveIn(casebook, period), release, checks, files, folder };
}

/** Makes one attack after another, and lets the service answer between them. */
async function attacked({ signal, tell }: ReleaseWork, ...target: Parameters<typeof attacksOn>): Promise<Check[]> {
  const checks: Check[] = [];
  const attacks = attacksOn(...target);
  for (const [done, attack] of attacks.entries()) {
    tell?.({ step: 'attacking it', done, of: attacks.length });
    await setImmediate();
    signal?.throwIfAborted();
    checks.push(attack());
  }
  return checks;
}

/** Where a release lies until it is out. */
export function reviewFolder(directory: string, { period, version }: Release): string {
  return join(directory, 'review', `${period}-v${version}`);
}

/** @returns SHA-256 of the bytes that are signed, 64 hex digits */
export function sumsHash(files: readonly ReleaseFile[]): string {
  return createHash('sha256').update(sumsOf(files)).digest('hex');
}

/** @returns the bytes that are signed */
export function sumsOf(files: readonly ReleaseFile[]): Buffer {
  const sums = files.find(({ path }) => path === SUMS);
  if (sums === undefined) throw new RangeError(`sumsOf requires ${SUMS} among the files`);
  return sums.bytes;
}
