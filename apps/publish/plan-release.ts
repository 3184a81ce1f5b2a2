import { randomUUID } from 'node:crypto';
import { hasRandomSample } from '#casebook/quarter-facts';
import { allReleases, freezeRelease, planRelease, publishedRelease, type Release } from '#casebook/releases';
import { modelList } from '#publish/code-lists';
import { lastCompleteQuarter, type Quarter, quarterNamed } from '#publish/quarter';
import { latestFreeze, nextReleaseHour, usualRelease } from '#publish/release-calendar';
import { frozenSpec } from './frozen-spec.js';
import { ReleaseError } from './release-error.js';
import type { ReleaseWork } from './release-work.js';
import { liveIn } from './standing-release.js';

/** Releases that have to be out before regions are shown. */
const REGIONS_AFTER = 2;

/** What is settled when a release is planned. */
export interface Plan {
  /** Such as `2026-Q3`; may still be under way. */
  readonly period: string;
  /** Beginnings of the names of model families. */
  readonly models: readonly string[];
  /** When it comes out; sixty days after the quarter's end, 09:00 UTC, when absent. */
  readonly publishAt?: Date | undefined;
}

/**
 * Plans the release of a quarter. Nothing is counted, and nothing of the plan depends on counts.
 *
 * @throws {ReleaseError} when the period is no quarter, is under way or out already, or comes out before it is over
 */
export async function planQuarter(work: ReleaseWork, plan: Plan): Promise<Release> {
  const { casebook, actor, at, demo } = work;
  const quarter = quarterOf(plan.period, at);
  const publishAt = plan.publishAt ?? usualRelease(quarter);
  if (publishAt < quarter.window.until || publishAt < at)
    throw new ReleaseError(
      `${quarter.name} cannot come out at ${publishAt.toISOString()}: it has to be over by then, and the instant still to come.`,
    );
  modelListOf(plan.models);
  return casebook.lease(`release ${quarter.name}`, async () => {
    if (await publishedRelease(casebook, quarter.name))
      throw new ReleaseError(`${quarter.name} is published: numbers are changed by usewatch release revise.`);
    const earlier = await allReleases(casebook);
    const live = earlier.find((one) => one.period === quarter.name && isUnderWay(one));
    if (live !== undefined)
      throw new ReleaseError(`${quarter.name} is ${live.state} already: go on with that release.`);
    const out = new Set(earlier.filter(({ publishedAt }) => publishedAt !== null).map(({ period }) => period));
    await planRelease(casebook, {
      ...{ id: `${quarter.name}-${randomUUID()}`, period: quarter.name, year: quarter.year, demo },
      ...{ version: versionOf(1, demo), purpose: 'release', supersedes: null, reason: '' },
      ...{ draftedBy: actor, draftedAt: at, publishAt },
      choice: {
        models: [...plan.models].sort(),
        regions: out.size >= REGIONS_AFTER,
        review: await hasRandomSample(casebook),
      },
    });
    return liveIn(casebook, quarter.name);
  });
}

/**
 * Freezes what a planned release will ask; the hash of it is public from now on.
 *
 * @throws {ReleaseError} when nothing is planned, or it is too late for the announced day
 */
export async function freezeQuarter(work: ReleaseWork, period: string): Promise<Release> {
  const { casebook, at } = work;
  const live = await liveIn(casebook, period, ['planned']);
  const latest = latestFreeze(live.publishAt ?? at);
  if (live.purpose === 'release' && at > latest)
    throw new ReleaseError(
      `${period} comes out at ${live.publishAt?.toISOString()}, and its specification has to be public for 30 days before: the latest instant was ${latest.toISOString()}. Plan it anew for a later day.`,
    );
  const { hash, costs } = await frozenSpec(live);
  await freezeRelease(casebook, live.id, { specHash: hash, costs, at });
  return liveIn(casebook, period, ['frozen']);
}

/** What is wrong with published numbers, and which tables get fresh noise for it. */
export interface Correction {
  readonly period: string;
  /** Tables whose numbers were wrong, such as `t1`. */
  readonly tables: readonly string[];
  /** Published on the corrections page. */
  readonly reason: string;
}

/**
 * Plans and freezes a revision: the same specification, fresh noise for the tables named, paid from the year's reserve.
 *
 * @throws {ReleaseError} when the period is not published or has no such table
 */
export async function reviseQuarter(work: ReleaseWork, { period, tables, reason }: Correction): Promise<Release> {
  const { casebook, actor, at, demo } = work;
  const published = await publishedRelease(casebook, period);
  if (published === undefined)
    throw new ReleaseError(`${period} is not published, so there is nothing to revise; see usewatch release list.`);
  const known = new Set((published.measurements ?? []).map(({ table }) => table));
  const foreign = tables.filter((table) => !known.has(table));
  if (tables.length === 0 || foreign.length > 0)
    throw new ReleaseError(
      `A revision names tables of ${period}: ${[...known].join(', ')}${foreign.length > 0 ? `, not ${foreign.join(', ')}` : ''}.`,
    );
  if (reason.trim() === '') throw new ReleaseError('A revision needs a reason; it stands on the corrections page.');
  const major = Number(/(\d+)\.\d+\.\d+$/.exec(published.version)?.[1] ?? 0);
  await planRelease(casebook, {
    ...{ id: `${period}-${randomUUID()}`, period, year: published.year, demo },
    ...{ version: versionOf(major + 1, demo), purpose: 'revision', supersedes: published.id, reason },
    ...{ draftedBy: actor, draftedAt: at, publishAt: nextReleaseHour(at) },
    choice: { ...published.choice, redrawn: [...tables].sort() },
  });
  return freezeQuarter(work, period);
}

function quarterOf(period: string, now: Date): Quarter {
  const quarter = quarterNamed(period);
  if (quarter === undefined)
    throw new ReleaseError(
      `${period} is not a period: name a calendar quarter such as ${lastCompleteQuarter(now).name}.`,
    );
  return quarter;
}

function isUnderWay({ state }: Release): boolean {
  return !['published', 'superseded', 'withdrawn', 'failed', 'rejected', 'abandoned'].includes(state);
}

function versionOf(major: number, demo: boolean): string {
  return `${demo ? 'DEMO-' : ''}${major}.0.0`;
}

function modelListOf(models: readonly string[]): void {
  try {
    modelList(models);
  } catch (cause) {
    throw new ReleaseError(
      'Model families are at most five beginnings of model names, in small letters, digits and dashes.',
      {
        cause,
      },
    );
  }
}
