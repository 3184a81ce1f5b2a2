import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastCompleteQuarter } from './quarter.js';
import {
  type ConfirmedIncident,
  periodKey,
  quarterUnits,
  rowText,
  snapshotHash,
  snapshotRows,
} from './snapshot-rows.js';

const quarter = lastCompleteQuarter(new Date('2026-10-05T00:00:00Z'));
const key = periodKey(Buffer.alloc(32, 7), quarter.name);
const confirmed = (incident: string, decidedAt: string, ...accounts: string[]): ConfirmedIncident => ({
  incident,
  category: 'SPM',
  detector: 'spam-campaign',
  action: 'ban',
  firstSeen: Date.parse(decidedAt),
  decidedAt: Date.parse(decidedAt),
  actedAt: Date.parse(decidedAt),
  isReferred: false,
  accounts,
});
const rowsUnder = (secret: Uint8Array, incidents: readonly ConfirmedIncident[]) => {
  const facts = { incidents, appeals: [], reviews: [] };
  const terms = { release: 'r1', quarter, key: secret, calls: new Map(), ...quarterUnits(facts) };
  return [...snapshotRows(facts, terms)];
};
const rowsOf = (...incidents: ConfirmedIncident[]) => rowsUnder(key, incidents);

describe('the rows of a snapshot', () => {
  it('are those decided within the quarter', () => {
    const rows = rowsOf(
      confirmed('before', '2026-06-30T23:59:59Z', 'a'),
      confirmed('first', '2026-07-01T00:00:00Z', 'b'),
      confirmed('last', '2026-09-30T23:59:59Z', 'c'),
      confirmed('after', '2026-10-01T00:00:00Z', 'd'),
    );
    expect(rows.map(({ incident }) => incident).sort()).toEqual(['first', 'last']);
  });

  it('share a unit when an earlier incident has linked their accounts', () => {
    const link = confirmed('link', '2026-02-01T00:00:00Z', 'a', 'b');
    const [one, other] = [confirmed('i1', '2026-08-01T00:00:00Z', 'a'), confirmed('i2', '2026-08-02T00:00:00Z', 'b')];
    expect(new Set(rowsOf(one, other).map(({ unit }) => unit)).size).toBe(2);
    expect(new Set(rowsOf(one, other, link).map(({ unit }) => unit)).size).toBe(1);
  });

  it('name no account, and a unit differently in each quarter', () => {
    const account = '00112233445566778899aabbccddeeff';
    const incident = confirmed('i1', '2026-08-01T00:00:00Z', account);
    const [row] = rowsOf(incident);
    expect(JSON.stringify(row)).not.toContain(account);
    const elsewhere = periodKey(Buffer.alloc(32, 7), '2026-Q2');
    expect(rowsUnder(elsewhere, [incident])[0]?.unit).not.toBe(row?.unit);
  });

  it('and their hash do not depend on the order of incidents', () => {
    const instants = fc.integer({ min: 0, max: 91 }).map((day) => new Date(Date.UTC(2026, 6, 1 + day)));
    const incidents = fc
      .array(fc.tuple(instants, fc.subarray(['a', 'b', 'c', 'd'])), { maxLength: 8 })
      .map((all) => all.map(([at, accounts], index) => confirmed(`i${index}`, at.toISOString(), ...accounts)));
    fc.assert(
      fc.property(incidents, (some) => {
        const [rows, again] = [rowsOf(...some), rowsOf(...some.toReversed())];
        expect(again).toEqual(rows);
        expect(snapshotHash(again.toReversed().map(rowText))).toBe(snapshotHash(rows.map(rowText)));
      }),
    );
  });
});
