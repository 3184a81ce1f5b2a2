import { spentByPurpose } from '#casebook/ledger';
import { allReleases, type Release } from '#casebook/releases';
import type { Fraction } from '#disclosure/fraction';
import { leftFor, type YearSpent } from '#disclosure/privacy-cost';
import { quarterNamed } from '#publish/quarter';
import { type ReleaseOutlook, releaseOutlook } from '#publish/release-outlook';
import { readRelease } from './read-release.js';
import type { ReleaseWork } from './release-work.js';

/** What leaders are told: the same numbers as the public, and what comes next. */
export interface Leadership {
  /** Of the latest published release; undefined before the first one. */
  readonly outlook: ReleaseOutlook | undefined;
  readonly year: number;
  readonly spent: YearSpent;
  /** What the year may still spend on releases, and on revisions. */
  readonly left: { readonly release: Fraction; readonly revision: Fraction };
  /** Releases that are announced, the next one first. */
  readonly coming: readonly Release[];
  /** Revisions under way: numbers that are known to be wrong. */
  readonly corrections: readonly Release[];
}

/** States of a release that is on its way. */
const COMING: readonly Release['state'][] = [
  'planned',
  'frozen',
  'snapshot',
  'measuring',
  'measured',
  'review',
  'scheduled',
];

/** Reads what is published and what is announced; counts nothing. */
export async function readOutlook({ casebook, at }: Pick<ReleaseWork, 'casebook' | 'at'>): Promise<Leadership> {
  const all = await allReleases(casebook);
  const published = all.filter(({ state }) => state === 'published');
  const [latest] = published;
  const before = published.find(
    ({ period }) =>
      latest !== undefined &&
      quarterNamed(period)?.window.until.getTime() === quarterNamed(latest.period)?.window.from.getTime(),
  );
  const year = at.getUTCFullYear();
  const spent = await spentByPurpose(casebook, year);
  const coming = all.filter(({ state }) => COMING.includes(state));
  return {
    outlook:
      latest === undefined
        ? undefined
        : releaseOutlook(
            { period: latest.period, tables: (await readRelease(casebook, latest)).tables },
            before && { period: before.period, tables: (await readRelease(casebook, before)).tables },
          ),
    ...{ year, spent },
    left: { release: leftFor('release', spent), revision: leftFor('revision', spent) },
    coming: coming.toSorted((a, b) => (a.publishAt?.getTime() ?? 0) - (b.publishAt?.getTime() ?? 0)),
    corrections: coming.filter(({ purpose }) => purpose === 'revision'),
  };
}
