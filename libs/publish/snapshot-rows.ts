import { createHash, createHmac } from 'node:crypto';
import type { Category } from '#detect/detector';
import { tieHash } from '#disclosure/bounded-categories';
import { CATEGORIES } from './categories.js';
import type { Quarter } from './quarter.js';
import { unitsOf } from './units.js';

/** A confirmed incident as the casebook holds it. */
export interface ConfirmedIncident {
  readonly incident: string;
  readonly category: Category;
  readonly decidedAt: Date;
  /** Pseudonyms of the accounts that take part. */
  readonly accounts: readonly string[];
}

/** One row of `release_snapshot`: that a unit was confirmed for a category. Names no account. */
export interface SnapshotRow {
  readonly release: string;
  readonly period: string;
  /** Keyed hash of the unit, 64 hex digits; differs from period to period. */
  readonly unit: string;
  readonly category: Category;
  readonly severity_rank: number;
  /** Keyed hash that orders the unit's categories of equal severity. */
  readonly tie: string;
  readonly incident: string;
  /** `YYYY-MM-DD hh:mm:ss` in UTC. */
  readonly decided_at: string;
}

/**
 * The secret of one period, so that a unit's hash cannot be followed from quarter to quarter.
 *
 * @param releaseKey  the installation's release key, 32 bytes
 * @param period      such as `2026-Q3`
 */
export function periodKey(releaseKey: Uint8Array, period: string): Buffer {
  return createHmac('sha256', releaseKey).update(`period|${period}`).digest();
}

/**
 * Turns confirmed incidents into the rows that all public tables of a release are counted from.
 *
 * Incidents of earlier periods only link accounts into units; rows come from those decided within the quarter.
 *
 * @param release    identifier of the release
 * @param quarter    its period
 * @param incidents  every incident confirmed before the quarter's end, in any order
 * @param key        secret of the period
 * @returns          rows in ascending order of their text, so that equal casebooks give equal snapshots
 */
export function snapshotRows(
  release: string,
  quarter: Quarter,
  incidents: readonly ConfirmedIncident[],
  key: Uint8Array,
): SnapshotRow[] {
  const units = unitsOf(incidents);
  const { from, until } = quarter.window;
  return incidents
    .filter(({ decidedAt }) => decidedAt >= from && decidedAt < until)
    .map(({ incident, category, decidedAt }): SnapshotRow => {
      const unit = createHmac('sha256', key)
        .update(`unit|${units.get(incident)}`)
        .digest('hex');
      return {
        release,
        period: quarter.name,
        unit,
        category,
        severity_rank: CATEGORIES[category].severityRank,
        tie: tieHash(key, unit, quarter.name, category),
        incident,
        decided_at: decidedAt.toISOString().slice(0, 19).replace('T', ' '),
      };
    })
    .sort((a, b) => (rowText(a) < rowText(b) ? -1 : 1));
}

/**
 * Fingerprint of a snapshot, equal to what the warehouse computes over the rows it holds.
 *
 * @param rows  in any order
 * @returns     SHA-256 of the sorted rows, one a line, 64 hex digits
 */
export function snapshotHash(rows: readonly SnapshotRow[]): string {
  const lines = rows.map((row) => `${rowText(row)}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

function rowText({ unit, category, severity_rank, tie, incident, decided_at }: SnapshotRow): string {
  return [unit, category, severity_rank, tie, incident, decided_at].join('|');
}
