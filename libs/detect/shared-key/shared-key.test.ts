import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { novelty } from './novelty.js';
import type { Caller, Row } from './row.js';
import { sharedKey } from './shared-key.js';
import { strangers } from './strangers.js';

/** Numbers a caller's network and client, unless they are named, so that callers made in turn are strangers. */
function caller(n: number, more: Partial<Caller> = {}): Caller {
  return {
    network: 1_000 + n,
    asn: 64_496 + n,
    country: String.fromCharCode(65 + (n % 26), 65 + (n % 13)),
    fingerprint: 5_000 + n,
    agent: 0,
    kit: 1,
    model: 1,
    before: 0,
    now: 5,
    wrong: 0,
    record: n.toString(16).padStart(32, '0'),
    ...more,
  };
}

const OFFICE_HOURS = 0x01fe00;
const ALL_HOURS = 0xffffff;

/** The owner called ten times a day for 28 days, and calls on. */
const owner = caller(0, { before: 280, now: 60 });
const past = Array.from({ length: 28 }, (_, day): [number, number] => [day + 7, 10]);

function row(callers: Caller[], more: Partial<Row> = {}): Row {
  const now = callers.reduce((sum, each) => sum + each.now, 0);
  return {
    account: 'a',
    key: 'k',
    languages: 1,
    calls_by_day: [[0, now], ...past],
    hours: OFFICE_HOURS,
    hours_before: OFFICE_HOURS,
    callers,
    ...more,
  };
}

const strangersOf = (count: number, more: Partial<Caller> = {}) =>
  Array.from({ length: count }, (_, n) => caller(n + 1, more));
const judge = (callers: Caller[], more: Partial<Row> = {}) => sharedKey.judge([row(callers, more)]);
const points = (callers: Caller[], more: Partial<Row> = {}) => judge(callers, more).map(({ point }) => point);

describe('shared key', () => {
  it('says how many strangers call and how much of the use is theirs', () => {
    const [found, ...others] = judge([owner, ...strangersOf(30)], { hours: ALL_HOURS });
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      subject: { kind: 'key', id: 'k' },
      point: 'act',
      because:
        '30 callers that share no network or client made 150 of 210 calls through 30 network operators the key had never used',
      numbers: { strangers: 30, records: 150, calls: 210, new_countries: 25 },
      members: [{ account: 'a', records: 150 }],
    });
    expect(found?.evidence).toHaveLength(30);
  });

  it('names the account where the gateway does not tell keys apart', () => {
    const [found] = judge([owner, ...strangersOf(30)], { key: '' });
    expect(found?.subject).toEqual({ kind: 'account', id: 'a' });
  });

  it('asks for a look only when five strangers call', () => {
    expect(points([owner, ...strangersOf(5, { now: 20 })])).toEqual(['report']);
    expect(points([owner, ...strangersOf(4, { now: 20 })])).toEqual([]);
  });

  it('leaves a new office alone, which is one network with many clients', () => {
    expect(judge([owner, ...strangersOf(20, { network: 9, asn: 9, country: 'FR' })])).toEqual([]);
  });

  it('leaves a build fleet alone, which is one client on many networks', () => {
    expect(judge([owner, ...strangersOf(50, { fingerprint: 9 })], { hours: ALL_HOURS })).toEqual([]);
  });

  it('leaves people alone who are handed the key to work at home in one country', () => {
    expect(judge([owner, ...strangersOf(20, { country: 'DE' })])).toEqual([]);
  });

  it('leaves a key alone that has always been used from everywhere', () => {
    const wide = Array.from({ length: 200 }, (_, n) => caller(500 + n, { before: 2, now: 2 }));
    expect(judge([...wide, ...strangersOf(30, { now: 2 })], { hours: ALL_HOURS, hours_before: ALL_HOURS })).toEqual([]);
  });

  it('leaves a key without a past alone unless it is used by many in many languages', () => {
    expect(judge(strangersOf(30), { calls_by_day: [[0, 150]] })).toEqual([]);
    expect(points(strangersOf(30), { calls_by_day: [[0, 150]], languages: 5 })).toEqual(['report']);
  });

  it('reports one thief who tries out models while the owner goes on, and never acts on it', () => {
    const thief = [1, 2, 3].map((model) => caller(1, { now: 200, model: 10 + model }));
    expect(judge([owner, ...thief])).toMatchObject([
      {
        point: 'report',
        because: 'new callers made 600 of 660 calls, up to 66 times a usual day, while the known ones went on',
      },
    ]);
  });

  it('leaves a new server of the owner’s own alone, and a migration in which the old place falls silent', () => {
    expect(judge([owner, caller(1, { now: 600 })], { hours: ALL_HOURS })).toEqual([]);
    const moved = [1, 2, 3].map((model) => caller(1, { now: 200, model: 10 + model }));
    expect(judge([{ ...owner, now: 0 }, ...moved], { hours: ALL_HOURS })).toEqual([]);
  });

  it('takes callers for one that are linked through others', () => {
    const chain = [caller(1), caller(2, { fingerprint: 5_001 }), caller(3, { network: 1_002 })];
    expect(strangers([owner, ...chain])).toMatchObject([{ calls: 15 }]);
  });

  it('expects news from a key that brings news every day', () => {
    const told = [...Array(50).keys()].map((value) => ({ value, before: 1, now: 0 }));
    expect(novelty([...told, { value: 'x', before: 0, now: 5 }])).toEqual({ kinds: 1, share: 1, ratio: 2 });
    expect(
      novelty([
        { value: 'home', before: 99, now: 5 },
        { value: 'x', before: 0, now: 5 },
      ]),
    ).toEqual({
      kinds: 1,
      share: 0.5,
      ratio: 50,
    });
  });

  it('never loses a finding when one more stranger calls', () => {
    const known = fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 90 })), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(known, fc.nat(30), fc.integer({ min: 1, max: 30 }), (before, count, now) => {
        const old = before.map(([n, calls]) => caller(900 + n, { before: calls, now: calls }));
        const found = judge([...old, ...strangersOf(count, { now })]).length;
        expect(judge([...old, ...strangersOf(count + 1, { now })]).length).toBeGreaterThanOrEqual(found);
      }),
    );
  });
});
