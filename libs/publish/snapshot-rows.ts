import { createHash, createHmac } from 'node:crypto';
import type { Category } from '#detect/detector';
import { tieHash } from '#disclosure/bounded-categories';
import { ACTIONS, type Action, type Verdict } from '#incident/life-cycle';
import { CATEGORIES } from './categories.js';
import { detectorFamily } from './detector-family.js';
import type { Quarter } from './quarter.js';
import type { UnitUsage } from './unit-usage.js';
import { unitsOf } from './units.js';
import { waitOf } from './wait-of.js';

/** A confirmed incident as the casebook holds it. */
export interface ConfirmedIncident {
  readonly incident: string;
  readonly category: Category;
  /** Name of the detector that opened it. */
  readonly detector: string;
  readonly action: Action;
  readonly firstSeen: Date;
  readonly decidedAt: Date;
  /** First decision that did something; null when nothing was done. */
  readonly actedAt: Date | null;
  readonly isReferred: boolean;
  /** Pseudonyms of the accounts that take part. */
  readonly accounts: readonly string[];
}

/** What became of an objection, or an action undone without one. */
export interface AppealFlow {
  readonly id: string;
  readonly account: string;
  /** Code of `APPEALS`. */
  readonly outcome: string;
  readonly at: Date;
}

/** One piece of the random sample that a person judged blind. */
export interface ReviewedPiece {
  readonly incident: string;
  readonly category: Category;
  readonly verdict: Verdict;
  readonly decidedAt: Date;
  readonly accounts: readonly string[];
}

/** Everything of a quarter that its tables count. */
export interface QuarterFacts {
  /** Every incident confirmed before the quarter's end; earlier ones link accounts into units. */
  readonly incidents: readonly ConfirmedIncident[];
  readonly appeals: readonly AppealFlow[];
  readonly reviews: readonly ReviewedPiece[];
  /** What each account mostly called in the quarter. */
  readonly usage: UnitUsage;
}

/** One row of `release_snapshot`. Names no account. */
export interface SnapshotRow {
  readonly release: string;
  readonly period: string;
  readonly kind: 'incident' | 'appeal' | 'sample';
  /** Keyed hash of the unit, 64 hex digits; differs from period to period. */
  readonly unit: string;
  readonly category: string;
  readonly severity_rank: number;
  /** Keyed hash that orders what a unit has of equal rank. */
  readonly tie: string;
  readonly incident: string;
  /** `YYYY-MM-DD hh:mm:ss` in UTC, here and below. */
  readonly decided_at: string;
  readonly first_seen: string;
  /** 1 nothing done to 5 ban. */
  readonly action_rank: number;
  readonly referred: 0 | 1;
  readonly detector: string;
  readonly model: string;
  readonly region: string;
  readonly waited: string;
  readonly outcome: string;
  readonly outcome_rank: number;
}

/** Outcomes of appeals in the order in which a unit counts with them: what was decided before what is open. */
const OUTCOME_ORDER = ['REV', 'UPH', 'OWN', 'OVD', 'OPN'];

const REVIEWED: Readonly<Record<Verdict, string>> = { confirmed: 'CNF', dismissed: 'NOT', uncertain: 'UNC' };

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
 * Turns a quarter's facts into the rows that all public tables of a release are counted from.
 *
 * Incidents of earlier periods only link accounts into units; rows come from those decided within the quarter.
 *
 * @param release  identifier of the release
 * @param quarter  its period
 * @param facts    incidents, appeals and reviews, in any order
 * @param key      secret of the period
 * @returns        rows in ascending order of their incidents, so that equal casebooks give equal snapshots
 */
export function snapshotRows(release: string, quarter: Quarter, facts: QuarterFacts, key: Uint8Array): SnapshotRow[] {
  const { incidents, appeals, reviews, usage } = facts;
  const linked = [
    ...incidents,
    ...appeals.map(({ id, account }) => ({ incident: id, accounts: [account] })),
    ...reviews,
  ];
  const units = unitsOf(linked);
  const calls = usage.byUnit(linked, units);
  const { from, until } = quarter.window;
  const isWithin = (at: Date) => at >= from && at < until;
  const common = (incident: string, category: string, decidedAt: Date): SnapshotRow => {
    const plain = units.get(incident) ?? incident;
    const unit = createHmac('sha256', key).update(`unit|${plain}`).digest('hex');
    return {
      release,
      period: quarter.name,
      kind: 'incident',
      unit,
      category,
      severity_rank: 0,
      tie: tieHash(key, unit, quarter.name, category),
      incident,
      decided_at: instant(decidedAt),
      first_seen: instant(decidedAt),
      action_rank: 1,
      referred: 0,
      detector: '',
      ...(calls.get(plain) ?? { model: 'OTH', region: 'UNK' }),
      waited: '',
      outcome: '',
      outcome_rank: 0,
    };
  };
  const rows = [
    ...incidents
      .filter(({ decidedAt }) => isWithin(decidedAt))
      .map(
        (one): SnapshotRow => ({
          ...common(one.incident, one.category, one.decidedAt),
          severity_rank: CATEGORIES[one.category].severityRank,
          first_seen: instant(one.firstSeen),
          action_rank: ACTIONS.indexOf(one.action) + 1,
          referred: one.isReferred ? 1 : 0,
          detector: detectorFamily(one.detector),
          waited: waitOf(one.firstSeen, one.actedAt, until),
        }),
      ),
    ...appeals
      .filter(({ at }) => isWithin(at))
      .map(
        ({ id, outcome, at }): SnapshotRow => ({
          ...common(id, '', at),
          kind: 'appeal',
          outcome,
          outcome_rank: OUTCOME_ORDER.indexOf(outcome.slice(0, 3)),
        }),
      ),
    ...reviews
      .filter(({ decidedAt }) => isWithin(decidedAt))
      .map(({ incident, category, verdict, decidedAt }): SnapshotRow => {
        const row = common(incident, category, decidedAt);
        // Of several pieces of one unit chance keeps one.
        return { ...row, kind: 'sample', tie: tieHash(key, row.unit, incident, category), outcome: REVIEWED[verdict] };
      }),
  ];
  // Of one incident there is at most one row of a kind; its whole text would sort a million rows ten times slower.
  return rows.sort((a, b) => inOrder(a.incident, b.incident) || inOrder(a.kind, b.kind));
}

/**
 * Fingerprint of a snapshot, equal to what the warehouse computes over the rows it holds.
 *
 * @param rows  in any order
 * @returns     SHA-256 of the sorted rows, one a line, 64 hex digits
 */
export function snapshotHash(rows: readonly SnapshotRow[]): string {
  const lines = rows.map((row) => `${rowText(row)}\n`).sort();
  const hash = createHash('sha256');
  // One text of some millions of rows would be longer than a text can be.
  for (const line of lines) hash.update(line);
  return hash.digest('hex');
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function instant(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

function rowText(row: SnapshotRow): string {
  const { kind, unit, category, severity_rank, tie, incident, decided_at, first_seen, action_rank, referred } = row;
  const { detector, model, region, waited, outcome, outcome_rank } = row;
  const what = [kind, unit, category, severity_rank, tie, incident, decided_at, first_seen, action_rank, referred];
  return [...what, detector, model, region, waited, outcome, outcome_rank].join('|');
}
