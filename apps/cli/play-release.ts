import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { liveRelease, publishedRelease, type Release } from '#casebook/releases';
import type { Installation } from '#platform/open-installation';
import { isSound } from '#publish/check';
import type { MeasuredRelease } from '#publish/measured-release';
import { lastCompleteQuarter } from '#publish/quarter';
import { approveQuarter, nameReleaseSigner } from '../publish/approve-release.js';
import { checkQuarter } from '../publish/check-release.js';
import { measureQuarter } from '../publish/measure-release.js';
import { freezeQuarter, planQuarter } from '../publish/plan-release.js';
import { publishQuarter } from '../publish/publish-release.js';
import { readRelease } from '../publish/read-release.js';
import { describeChecks, describeRelease } from './describe-release.js';
import { releaseWork } from './release.js';

const DAY = 86_400_000;

/** Model families of the demonstration's provider. */
const MODELS = ['aurel', 'quill', 'vireo'];

/** Who drafts the demonstration's release, and who approves it. */
const DRAFTER = 'demo-analyst';
const APPROVER = 'demo-publisher';

/**
 * Plays the life of the demonstration's release from plan to published site, each act on its day.
 *
 * The demonstration's clock stands at the end of the quarter; what comes later in the story carries its later day. Played
 * again it goes on where it was, and leaves a published release alone.
 *
 * @returns  what readers see, lines of text
 */
export async function playRelease(installation: Installation): Promise<string> {
  const { casebook, clock, directory } = installation;
  const { name: period, window } = lastCompleteQuarter(clock.now());
  const out = await publishedRelease(casebook, period);
  if (out !== undefined) return told(await readRelease(casebook, out), false, out, join(directory.releases, 'site'));
  const on = (days: number, as = DRAFTER) => ({
    ...releaseWork(installation, { as }),
    at: new Date(window.until.getTime() + days * DAY),
  });
  const before = await liveRelease(casebook, period);
  if (before === undefined) await planQuarter(on(-45), { period, models: MODELS });
  if (before === undefined || before.state === 'planned') await freezeQuarter(on(-44), period);
  const { isNew } = await measureQuarter(on(1), period);
  const { privateKey } = generateKeyPairSync('ed25519');
  await nameReleaseSigner(on(1), APPROVER, privateKey);
  const { release, checks } = await checkQuarter(on(2), period);
  if (!checks.every(isSound)) return unpublished(release, isNew, period);
  await approveQuarter(on(3, APPROVER), period, privateKey);
  const { release: stored, site } = await publishQuarter(on(61), period);
  return told(release, isNew, stored, site);
}

/** A measured release that an attack came through on: noise drawn by chance may be that small, and no release may go out then. */
function unpublished(release: MeasuredRelease, isNew: boolean, period: string): string {
  return `${describeRelease(release, isNew)}
${describeChecks(release.checks)}
${period} is not published: a check has failed, as it may by chance of the noise; see usewatch release list
`;
}

function told(
  release: MeasuredRelease,
  isNew: boolean,
  { period, version, publishedAt }: Release,
  site: string,
): string {
  const out = `${period} ${version} is published as of ${publishedAt?.toISOString().slice(0, 10)}, its site is in ${site}`;
  return `${describeRelease(release, isNew)}
${describeChecks(release.checks)}
${out}
`;
}
