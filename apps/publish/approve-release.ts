import type { KeyObject } from 'node:crypto';
import { endRelease, nameSigner, type Release, recordApproval, releaseSigners } from '#casebook/releases';
import { detachedJws, isSigned, jwsText } from '#publish/detached-jws';
import { isMinisigned, minisigFile, minisign } from '#publish/minisign';
import type { Rejection } from '#publish/rejections';
import type { MadeSignatures } from '#publish/release-deed';
import { releaseFiles, trustedComment } from '#publish/release-files';
import { publicPartOf, thumbprint } from '#publish/signer-keys';
import { reviewFolder, sumsHash, sumsOf } from './check-release.js';
import { readFolder } from './read-folder.js';
import { readRelease } from './read-release.js';
import { ReleaseError } from './release-error.js';
import type { ReleaseWork } from './release-work.js';
import { liveIn } from './standing-release.js';

/** Both files of signatures, as they are published. */
interface Signatures {
  readonly jws: string;
  readonly minisig: string;
}

/**
 * Approves exactly the bytes in review, by a second person's signature over their checksums.
 *
 * The reviewer's key proves who approves; whoever drafted the release cannot. What lies in the review folder has to be
 * what was checked, byte by byte.
 *
 * @param privateKey  Ed25519, of a signer named before the release was checked
 * @throws {ReleaseError} when the key is nobody's, its owner drafted the release, or a byte differs
 */
export function approveQuarter(work: ReleaseWork, period: string, privateKey: KeyObject): Promise<Release> {
  const publicKey = publicPartOf(privateKey);
  return approve(work, period, publicKey, (sums, comment) => ({
    jws: `${detachedJws(sums, privateKey, thumbprint(publicKey ?? ''))}\n`,
    minisig: minisign(sums, privateKey, publicKey ?? '', comment),
  }));
}

/**
 * Approves as `approveQuarter` does, by signatures that the reviewer's own machine made: the key never comes here.
 *
 * @throws {ReleaseError} likewise, and when the signatures are of other bytes
 */
export function approveSigned(work: ReleaseWork, period: string, made: MadeSignatures): Promise<Release> {
  const { publicKey } = made;
  return approve(work, period, publicKey, (sums, comment) => {
    const keyId = thumbprint(publicKey);
    const jws = jwsText(made.jws, keyId);
    const minisig = minisigFile(publicKey, comment, made.minisign, made.comment);
    if (!isSigned(jws, sums, publicKey, keyId) || !isMinisigned(minisig, sums, publicKey, comment))
      throw new ReleaseError(
        `The signatures are not of what lies in review: read ${period} again, then sign what you have read.`,
      );
    return { jws: `${jws}\n`, minisig };
  });
}

async function approve(
  work: ReleaseWork,
  period: string,
  publicKey: string | undefined,
  signed: (sums: Buffer, comment: string) => Signatures,
): Promise<Release> {
  const { casebook, at, directory } = work;
  const live = await liveIn(casebook, period, ['review']);
  const signer = (await releaseSigners(casebook)).find((one) => one.publicKey === publicKey);
  if (publicKey === undefined || signer === undefined || signer.until !== null)
    throw new ReleaseError(
      'This key approves nothing: name its owner with usewatch release signer NAME, or use the key in force.',
    );
  if (signer.name === live.draftedBy)
    throw new ReleaseError(
      `${signer.name} drafted the release of ${period} and cannot approve it: a second person has to.`,
    );
  const checkedAt = live.checkedAt ?? at;
  if (at < checkedAt)
    throw new ReleaseError(
      `The release was checked at ${checkedAt.toISOString()}, after this clock's ${at.toISOString()}: set the clock right, then approve.`,
    );
  if (signer.since > checkedAt)
    throw new ReleaseError(
      `${signer.name} was named after the release was checked: check it again, so that it carries the key.`,
    );
  const release = await readRelease(casebook, live);
  const files = releaseFiles(release);
  const shown = new Map((await readFolder(reviewFolder(directory, live))).map(({ path, bytes }) => [path, bytes]));
  const differing = files.find(({ path, bytes }) => shown.get(path)?.equals(bytes) !== true);
  if (sumsHash(files) !== live.sumsHash || differing !== undefined || shown.size !== files.length)
    throw new ReleaseError(
      `What lies in review is not what was checked${differing === undefined ? '' : ` (${differing.path})`}: check ${period} again, then read and approve it.`,
    );
  const signatures = signed(sumsOf(files), trustedComment(release));
  await recordApproval(casebook, live.id, { by: signer.name, at, signatures, sumsHash: sumsHash(files) });
  return liveIn(casebook, period, ['scheduled']);
}

/**
 * Rejects a release in review for an error; its budget stays spent, and its noise is never used.
 *
 * @param code    one of `REJECTIONS`
 * @param reason  what is wrong
 * @throws {ReleaseError} when there is nothing to reject
 */
export async function rejectQuarter(
  work: ReleaseWork,
  period: string,
  { code, reason }: { code: Rejection; reason: string },
): Promise<void> {
  const live = await liveIn(work.casebook, period, ['measured', 'review', 'scheduled']);
  await endRelease(work.casebook, live.id, { as: 'rejected', reason: `${code}: ${reason}`, at: work.at });
}

/**
 * Names a person who may approve, by a key of their own; the key before it ends.
 *
 * @param name        as it will be compared with whoever drafts
 * @param privateKey  Ed25519; only its public part is kept
 * @returns           thumbprint of the key
 * @throws {ReleaseError} when the key is another kind of key
 */
export async function nameReleaseSigner(work: ReleaseWork, name: string, privateKey: KeyObject): Promise<string> {
  const publicKey = publicPartOf(privateKey);
  if (publicKey === undefined)
    throw new ReleaseError('A signer needs an Ed25519 key: leave the file away to have one made.');
  const keyId = thumbprint(publicKey);
  await work.casebook.transaction('serializable', (session) =>
    nameSigner(session, { keyId, name, publicKey, since: work.at, namedBy: work.actor }),
  );
  return keyId;
}
