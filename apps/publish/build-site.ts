import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { ledgerOf, spentByPurpose } from '#casebook/ledger';
import { allReleases, type Release, releaseSigners } from '#casebook/releases';
import { fraction, fractionText, sum } from '#disclosure/fraction';
import { leftFor } from '#disclosure/privacy-cost';
import { changesSince } from '#publish/changes-since';
import { shownTables } from '#publish/shown-table';
import { readRelease } from './read-release.js';
import type { ReleaseWork } from './release-work.js';
import type { PublicVersion, SiteContent } from './site/site-content.js';
import { writeRelease } from './write-release.js';

/** States in which a release is or was public. */
const PUBLIC: readonly Release['state'][] = ['published', 'superseded', 'withdrawn'];

/**
 * Makes the whole public site anew from what is public, and puts it in place at once.
 *
 * @returns  folder of the site, ready for any web server
 * @throws {ReleaseError} when it cannot be written; the site before it stays
 */
export async function buildSite(work: ReleaseWork): Promise<string> {
  const { directory } = work;
  const folder = join(directory, 'site');
  // React and Plot are loaded when a site is made, not with every service.
  const { renderSite } = await import('./site/render-site.js');
  const pages = renderSite(await siteContent(work));
  await writeRelease(folder, pages, { addMore: (beside) => copyTree(join(directory, 'r'), join(beside, 'r')) });
  return folder;
}

async function siteContent({ casebook, at, demo }: ReleaseWork): Promise<SiteContent> {
  const all = await allReleases(casebook);
  const year = at.getUTCFullYear();
  const spent = await spentByPurpose(casebook, year);
  const [debits, signers] = [await ledgerOf(casebook, year), await releaseSigners(casebook)];
  return {
    ...{ demo, year, keys: signers },
    versions: await publicVersions(casebook, all),
    calendar: all.flatMap(({ period, version, state, publishAt, specHash, frozenAt }) =>
      publishAt === null || ['abandoned', 'failed', 'rejected'].includes(state)
        ? []
        : [{ period, version, state: PUBLIC.includes(state) ? state : 'announced', publishAt, specHash, frozenAt }],
    ),
    debits: debits.map(({ period, publicTable: table, purpose, rhoNumerator, rhoDenominator, at: debited, hash }) => ({
      ...{ period, table, purpose, at: debited, hash },
      rho: fractionText(fraction(BigInt(rhoNumerator), BigInt(rhoDenominator))),
    })),
    spent: sum(spent.release, spent.revision),
    left: sum(leftFor('release', spent), leftFor('revision', spent)),
  };
}

async function publicVersions(casebook: ReleaseWork['casebook'], all: readonly Release[]): Promise<PublicVersion[]> {
  const versions: PublicVersion[] = [];
  // From the earliest period on, so that each finds the one before it.
  for (const stored of all.filter(({ state }) => PUBLIC.includes(state)).reverse()) {
    const release = await readRelease(casebook, stored);
    const before = versions.findLast(
      (one) =>
        one.state === 'published' &&
        one.release.quarter.window.until.getTime() === release.quarter.window.from.getTime(),
    );
    versions.push({
      release,
      tables: shownTables(release.tables),
      state: stored.state as PublicVersion['state'],
      publishedAt: stored.publishedAt ?? release.publishAt,
      endReason: stored.endReason ?? '',
      hasFiles: stored.state !== 'withdrawn',
      changes: changesSince(release.tables, before?.release.tables),
    });
  }
  return versions.reverse();
}

async function copyTree(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = relative(from, join(entry.parentPath, entry.name)).split(sep).join('/');
    await mkdir(dirname(join(to, path)), { recursive: true });
    await copyFile(join(from, path), join(to, path));
  }
}
