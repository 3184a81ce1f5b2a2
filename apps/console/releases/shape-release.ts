import type { z } from 'zod';
import type { ReleaseSummary } from '#casebook/list-releases';
import { fractionText } from '#disclosure/fraction';
import type { ReleaseDesk } from './release-desk.js';
import type { Leadership, Release, ReleaseReview, ReleaseWork } from './release-shape.js';

/** Where a release stands, never its numbers. */
export function shapeRelease({
  id,
  period,
  version,
  state,
  demo,
  ...release
}: ReleaseSummary): z.infer<typeof Release> {
  return {
    ...{ id, period, version, state, demo },
    drafted_by: release.draftedBy,
    drafted_at: release.draftedAt.toISOString(),
    measured_at: release.measuredAt?.toISOString() ?? null,
    publish_at: release.publishAt?.toISOString() ?? null,
    approved_by: release.approvedBy,
    end_reason: release.endReason,
  };
}

/** What the public will see, as the reviewer reads it. */
export function shapeReview({
  stored,
  tables,
  checks,
  toSign,
  folder,
}: Awaited<ReturnType<ReleaseDesk['review']>>): ReleaseReview {
  return {
    release: shapeRelease(stored),
    ...{ digest: stored.sumsHash, to_sign: toSign ?? null, folder },
    checks: checks.map(({ control, ...check }) => ({ ...check, control: control ?? null })),
    tables: tables.map(({ table: { id, title }, cells }) => ({
      ...{ id, title },
      cells: cells.map(({ category, dim2, value, lower95, upper95 }) => ({
        ...{ category, dim2 },
        value: value === 'low' ? null : Number(value),
        lower95: Number(lower95),
        upper95: Number(upper95),
      })),
    })),
  };
}

/** How long work stands. */
export function shapeWork(progress: ReturnType<ReleaseDesk['progress']>): ReleaseWork {
  if (progress === undefined) return { work: null };
  const { ended, message, ...work } = progress;
  return { work: { ...work, state: ended ?? 'running', message: message ?? null } };
}

/** What leaders are told. */
export function shapeLeadership(told: Awaited<ReturnType<ReleaseDesk['outlook']>>): Leadership {
  const { outlook, year, left, coming, corrections } = told;
  return {
    period: outlook?.period ?? null,
    compared_with: outlook?.comparedWith ?? null,
    moved: (outlook?.moved ?? []).map((one) => ({ ...one })),
    compared: outlook?.compared ?? 0,
    shares: (outlook?.shares ?? []).map(({ name, what, now, before }) => ({
      ...{ name, what },
      now: now ?? null,
      before: before ?? null,
    })),
    budget: {
      year,
      left_for_releases: fractionText(left.release),
      left_for_revisions: fractionText(left.revision),
    },
    coming: coming.map(shapeRelease),
    corrections: corrections.map(({ period, reason }) => ({ period, reason })),
  };
}
