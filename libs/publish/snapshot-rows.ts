import { createHash, createHmac } from 'node:crypto';
import type { Category } from '#detect/detector';
import { tieHash } from '#disclosure/bounded-categories';
import { ACTIONS, type Action, type Verdict } from '#incident/life-cycle';
import { CATEGORIES } from './categories.js';
import { detectorFamily } from './detector-family.js';
import type { Quarter } from './quarter.js';
import { type MostlyCalled, NOTHING_CALLED } from './unit-usage.js';
import { Units } from './units.js';
import { waitOf } from './wait-of.js';

/** A confirmed incident as the casebook holds it. */
export interface ConfirmedIncident {
  readonly incident: string;
  readonly category: Category;
  /** Name of the detector that opened it. */
  readonly detector: string;
  readonly action: Action;
  /** Milliseconds since 1970, here and below: a million dates weigh more than all else about them. */
  readonly firstSeen: number;
  readonly decidedAt: number;
  /** First decision that did something; null when nothing was done. */
  readonly actedAt: number | null;
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
  readonly at: number;
}

/** One piece of the random sample that a person judged blind. */
export interface ReviewedPiece {
  readonly incident: string;
  readonly category: Category;
  readonly verdict: Verdict;
  readonly decidedAt: number;
  readonly accounts: readonly string[];
}

/** Everything of a quarter that its tables count. */
export interface QuarterFacts {
  /** Every incident confirmed before the quarter's end; earlier ones link accounts into units. */
  readonly incidents: readonly ConfirmedIncident[];
  readonly appeals: readonly AppealFlow[];
  readonly reviews: readonly ReviewedPiece[];
}

/** The actors behind a quarter's facts. */
export interface QuarterUnits {
  readonly units: Units;
  /** Accounts that take part in confirmed incidents: so many of those that `units` got to know first. */
  readonly confirmed: number;
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

/** Finds who is behind a quarter's facts. */
export function quarterUnits({ incidents, appeals, reviews }: QuarterFacts): QuarterUnits {
  const units = new Units();
  for (const { accounts } of incidents) units.link(accounts);
  const confirmed = units.size;
  for (const { account } of appeals) units.link([account]);
  for (const { accounts } of reviews) units.link(accounts);
  return { units, confirmed };
}

/** Whose rows are made, and under which secret. */
export interface SnapshotTerms {
  /** Identifier of the release. */
  readonly release: string;
  readonly quarter: Quarter;
  /** Secret of the period. */
  readonly key: Uint8Array;
  readonly units: Units;
  /** What units mostly called in the quarter, by their numbers; those that called nothing are in it or not. */
  readonly calls: ReadonlyMap<number, MostlyCalled>;
}

/**
 * Turns a quarter's facts into the rows that all public tables of a release are counted from.
 *
 * Incidents of earlier periods only link accounts into units; rows come from those decided within the quarter.
 *
 * @param facts  incidents, appeals and reviews, in any order; their accounts are linked
 * @returns      rows one by one, since a million would crowd out all else: incidents, appeals, then reviews, each ascending,
 *               so that equal casebooks give equal snapshots
 */
export function* snapshotRows(
  { incidents, appeals, reviews }: QuarterFacts,
  terms: SnapshotTerms,
): Generator<SnapshotRow> {
  const { key } = terms;
  const from = terms.quarter.window.from.getTime();
  const until = terms.quarter.window.until.getTime();
  const isWithin = (at: number) => at >= from && at < until;
  const rowOf = beginRows(terms);
  for (const one of incidents.toSorted((a, b) => inOrder(a.incident, b.incident))) {
    if (!isWithin(one.decidedAt)) continue;
    yield {
      ...rowOf(one.incident, one.category, one.decidedAt, one.accounts),
      severity_rank: CATEGORIES[one.category].severityRank,
      first_seen: instant(one.firstSeen),
      action_rank: ACTIONS.indexOf(one.action) + 1,
      referred: one.isReferred ? 1 : 0,
      detector: detectorFamily(one.detector),
      waited: waitOf(one.firstSeen, one.actedAt, until),
    };
  }
  for (const { id, outcome, at, account } of appeals.toSorted((a, b) => inOrder(a.id, b.id))) {
    if (!isWithin(at)) continue;
    const outcome_rank = OUTCOME_ORDER.indexOf(outcome.slice(0, 3));
    yield { ...rowOf(id, '', at, [account]), kind: 'appeal', outcome, outcome_rank };
  }
  for (const one of reviews.toSorted((a, b) => inOrder(a.incident, b.incident))) {
    if (!isWithin(one.decidedAt)) continue;
    const row = rowOf(one.incident, one.category, one.decidedAt, one.accounts);
    // Of several pieces of one unit chance keeps one.
    const tie = tieHash(key, row.unit, one.incident, one.category);
    yield { ...row, kind: 'sample', tie, outcome: REVIEWED[one.verdict] };
  }
}

/** @returns makes what every row of a release has */
function beginRows({ release, quarter, key, units, calls }: SnapshotTerms) {
  const hashes: string[] = [];
  const secretOf = (name: string) => createHmac('sha256', key).update(`unit|${name}`).digest('hex');
  const hashOf = (unit: number | undefined, incident: string): string => {
    const name = () => units.nameOf(unit, incident);
    if (unit === undefined) return secretOf(name());
    const hash = hashes[unit] ?? secretOf(name());
    hashes[unit] = hash;
    return hash;
  };
  return (incident: string, category: string, decided: number, accounts: readonly string[]): SnapshotRow => {
    const number = units.unitOf(accounts);
    const unit = hashOf(number, incident);
    const { model, region } = (number === undefined ? undefined : calls.get(number)) ?? NOTHING_CALLED;
    const decidedAt = instant(decided);
    return {
      release,
      period: quarter.name,
      kind: 'incident',
      unit,
      category,
      severity_rank: 0,
      tie: tieHash(key, unit, quarter.name, category),
      incident,
      decided_at: decidedAt,
      first_seen: decidedAt,
      action_rank: 1,
      referred: 0,
      detector: '',
      model,
      region,
      waited: '',
      outcome: '',
      outcome_rank: 0,
    };
  };
}

/** Lines hashed at once; some hundred kilobytes. */
const LINES = 1_000;

/**
 * Fingerprint of a snapshot, equal to what the warehouse computes over the rows it holds.
 *
 * @param texts  of all rows as `rowText` writes them, in any order; sorted where they stand
 * @returns      SHA-256 of the sorted rows, one a line, 64 hex digits
 */
export function snapshotHash(texts: string[]): string {
  const hash = createHash('sha256');
  // The order that no comparison is given for is the same, and takes five times as long.
  texts.sort(inOrder);
  // One text of some millions of rows would be longer than a text can be.
  for (let first = 0; first < texts.length; first += LINES)
    hash.update(`${texts.slice(first, first + LINES).join('\n')}\n`);
  return hash.digest('hex');
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Days and seconds of a day as they are written: a million instants hold a quarter's days again and again. */
const DAYS = new Map<number, string>();
const SECONDS = new Map<number, string>();

function instant(at: number): string {
  const second = Math.floor(at / 1_000);
  const day = Math.floor(second / 86_400);
  const iso = () => new Date(at).toISOString();
  return `${remembered(DAYS, day, () => iso().slice(0, 10))} ${remembered(SECONDS, second - day * 86_400, () => iso().slice(11, 19))}`;
}

function remembered(texts: Map<number, string>, number: number, write: () => string): string {
  const known = texts.get(number);
  if (known !== undefined) return known;
  const text = write();
  texts.set(number, text);
  return text;
}

/** Columns of a row's text, in its order. */
export const TEXT_COLUMNS = [
  ...(['kind', 'unit', 'category', 'severity_rank', 'tie', 'incident', 'decided_at', 'first_seen'] as const),
  ...(['action_rank', 'referred', 'detector', 'model', 'region', 'waited', 'outcome', 'outcome_rank'] as const),
];

/** What the warehouse knows a row of a release by: its values with `|` between them. */
export function rowText(row: SnapshotRow): string {
  const { kind, unit, category, severity_rank, tie, incident, decided_at, first_seen, action_rank, referred } = row;
  const { detector, model, region, waited, outcome, outcome_rank } = row;
  const what = [kind, unit, category, severity_rank, tie, incident, decided_at, first_seen, action_rank, referred];
  return [...what, detector, model, region, waited, outcome, outcome_rank].join('|');
}
