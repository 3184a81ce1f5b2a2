import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Casebook } from '#casebook/casebook';
import { debitAndDraw, debitFailed, type Measured, measured } from '#casebook/ledger';
import {
  abandonRelease,
  beginMeasuring,
  liveRelease,
  planRelease,
  type Release,
  recordSnapshot,
} from '#casebook/releases';
import type { ByteSource } from '#disclosure/byte-source';
import { uniformDraw } from '#disclosure/uniform-below';
import type { MeasuredRelease } from '#publish/measured-release';
import { PUBLIC_TABLES } from '#publish/public-tables';
import { lastCompleteQuarter, type Quarter, quarterNamed } from '#publish/quarter';
import { releaseFiles } from '#publish/release-files';
import type { Warehouse } from '#warehouse/warehouse';
import { countTables, frozenSpec, measuredTables } from './measure-release.js';
import { ReleaseError } from './release-error.js';
import { takeSnapshot } from './take-snapshot.js';
import { writeRelease } from './write-release.js';

/** Version of a release that nobody has approved yet. */
const DRAFT_VERSION = '0.1.0';

/** What a draft needs of an installation. */
export interface DraftRequest {
  readonly casebook: Casebook;
  readonly warehouse: Warehouse;
  readonly clock: { now(): Date };
  /** Such as `2026-Q3`; the last complete quarter when absent. */
  readonly period?: string | undefined;
  /** Folder of all releases. */
  readonly directory: string;
  readonly secrets: { readonly releaseKey: Uint8Array };
  /** Where the noise comes from. */
  readonly bytes: ByteSource;
  /** Who drafts; stands in the ledger. */
  readonly actor: string;
  /** Whether the figures are invented; every file then says DEMO. */
  readonly demo: boolean;
}

/** A drafted release, as it will be shown: noisy counts and what they cost, nothing exact. */
export interface DraftedRelease {
  readonly release: MeasuredRelease;
  /** Folder with the files. */
  readonly folder: string;
  /** Paths within the folder. */
  readonly files: readonly string[];
  /** False when the noise had been drawn by an earlier draft. */
  readonly isNew: boolean;
}

/**
 * Drafts the release of a quarter: snapshot, checks, debit and draw, files.
 *
 * The noise of a period is drawn once: drafting again writes the very same bytes. A draft that died while drawing is charged
 * and failed by the next one, which then draws for itself.
 *
 * @returns  what was drafted and where it lies
 * @throws {ReleaseError} when the period is not a quarter, is not over, the year cannot pay, or the files cannot be written
 * @throws {CasebookError | WarehouseError} when a store does not answer; drafting again goes on or starts anew
 */
export async function draftRelease(request: DraftRequest): Promise<DraftedRelease> {
  const { casebook, clock, directory, demo } = request;
  const quarter = quarterOf(request.period, clock.now());
  return casebook.lease(`release ${quarter.name}`, async (signal) => {
    const earlier = await earlierRelease(request, quarter);
    const stored = earlier ? await measured(casebook, earlier) : await measure(request, quarter, signal);
    const release: MeasuredRelease = {
      quarter,
      version: earlier?.version ?? versionOf(demo),
      demo: earlier?.demo ?? demo,
      specHash: stored.specHash,
      spentThisYear: stored.spentThisYear,
      tables: measuredTables(PUBLIC_TABLES, stored.measurements),
    };
    const files = releaseFiles(release);
    const folder = join(directory, quarter.name, `draft-${release.version}`);
    await writeRelease(folder, files);
    return { release, folder, files: files.map(({ path }) => path), isNew: earlier === undefined };
  });
}

function quarterOf(period: string | undefined, now: Date): Quarter {
  const quarter = period === undefined ? lastCompleteQuarter(now) : quarterNamed(period);
  if (quarter === undefined)
    throw new ReleaseError(
      `${period} is not a period: name a calendar quarter such as ${lastCompleteQuarter(now).name}.`,
    );
  if (now < quarter.window.until)
    throw new ReleaseError(
      `${quarter.name} is not over until ${quarter.window.until.toISOString()}: the last complete quarter is ${lastCompleteQuarter(now).name}.`,
    );
  return quarter;
}

function versionOf(demo: boolean): string {
  return demo ? `DEMO-${DRAFT_VERSION}` : DRAFT_VERSION;
}

/** The period's measured release; clears away what a draft that died has left. The period's lease is held. */
async function earlierRelease(
  { casebook, clock, actor }: DraftRequest,
  quarter: Quarter,
): Promise<Release | undefined> {
  const live = await liveRelease(casebook, quarter.name);
  switch (live?.state) {
    case undefined:
      return undefined;
    case 'measuring':
      await debitFailed(casebook, { release: live.id, actor, at: clock.now() });
      return undefined;
    case 'planned':
    case 'snapshot':
      await abandonRelease(casebook, live.id, live.state);
      return undefined;
    default:
      return live;
  }
}

async function measure(request: DraftRequest, quarter: Quarter, signal: AbortSignal): Promise<Measured> {
  const { casebook, warehouse, clock, secrets, bytes, actor, demo } = request;
  const id = `${quarter.name}-${randomUUID()}`;
  const { name: period, year } = quarter;
  await planRelease(casebook, {
    id,
    period,
    year,
    version: versionOf(demo),
    demo,
    draftedBy: actor,
    draftedAt: clock.now(),
  });
  const snapshot = await takeSnapshot({ casebook, warehouse }, id, quarter, secrets.releaseKey);
  await recordSnapshot(casebook, id, { ...snapshot, at: clock.now() });
  const draw = await countTables(warehouse, PUBLIC_TABLES, id, uniformDraw(bytes));
  signal.throwIfAborted();
  await beginMeasuring(casebook, id, await frozenSpec(PUBLIC_TABLES));
  const answer = await debitAndDraw(casebook, { release: id, actor, at: clock.now() }, draw);
  if (answer.outcome === 'refused') throw new ReleaseError(answer.message);
  return answer;
}
