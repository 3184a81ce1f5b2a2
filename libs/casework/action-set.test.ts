import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActionSet, cancel, execute, seededOrder, settle, undo } from './action-set.js';

const START = new Date('2026-10-01T00:00:00Z');
const minutesIn = (minutes: number) => new Date(START.getTime() + minutes * 60_000);
const drafted = (accounts: number, expiresAt: Date | null = null): ActionSet => ({
  id: 'one',
  action: 'suspension',
  state: 'drafted',
  percent: 0,
  expiresAt,
  targets: seededOrder(
    'one',
    Array.from({ length: accounts }, (_, n) => `a${n}`),
  ).map((account) => ({
    account,
    state: 'waiting',
    dueAt: null,
    appliedAt: null,
    endedAt: null,
    note: '',
  })),
});
const done = (set: ActionSet, percent = 100, spread = 0) => {
  const step = execute(set, percent, spread, START);
  if ('refused' in step) throw new RangeError(step.refused);
  return settle(step.set, new Map(), START);
};
const states = ({ targets }: ActionSet) => targets.map(({ state }) => state);

describe('an action set', () => {
  it('acts on a tenth first and on the others later, in an order that chance fixed', () => {
    const tenth = done(drafted(10), 10);
    expect(states(tenth).filter((state) => state === 'applied')).toHaveLength(1);
    const all = done(tenth, 100);
    expect([all.state, new Set(states(all))]).toEqual(['executed', new Set(['applied'])]);
    expect(seededOrder('one', ['a', 'b', 'c'])).toEqual(seededOrder('one', ['c', 'a', 'b']));
  });

  it('spreads a stage over the minutes given, each account at an instant of its own', () => {
    const step = execute(drafted(50), 100, 60 * 60_000, START);
    const due = 'set' in step ? step.set.targets.map(({ dueAt }) => dueAt?.getTime() ?? 0) : [];
    expect(new Set(due).size).toBeGreaterThan(45);
    expect(Math.max(...due)).toBeLessThan(minutesIn(60).getTime());
  });

  it('leaves alone whoever is banned already, and does not lift that ban when undone', () => {
    const step = execute(drafted(2), 100, 0, START);
    if ('refused' in step) throw new RangeError(step.refused);
    const set = settle(step.set, new Map([['a0', { action: 'ban', set: 'other' }]]), START);
    const skipped = set.targets.find(({ account }) => account === 'a0');
    expect(skipped).toMatchObject({ state: 'skipped', note: 'already banned by set other' });
    const undone = undo(set, minutesIn(1));
    expect('set' in undone && states(undone.set).sort()).toEqual(['skipped', 'undone']);
  });

  it('says that nothing is in force any more to whoever undoes it after it has expired', () => {
    const set = done(drafted(3, minutesIn(10)));
    expect(undo(set, minutesIn(10))).toEqual({
      refused: expect.stringContaining('nothing of it is in force any more'),
    });
    expect(states(settle(set, new Map(), minutesIn(10)))).toEqual(['expired', 'expired', 'expired']);
  });

  it('is cancelled before it began and undone afterwards, never the other way round', () => {
    expect('set' in cancel(drafted(1), START)).toBe(true);
    expect(undo(drafted(1), START)).toHaveProperty('refused');
    expect(cancel(done(drafted(1)), START)).toHaveProperty('refused');
  });

  it('whatever happens, forgets nobody it acted on, ends each once, and has nothing in force after its end', () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('execute' as const),
        percent: fc.integer({ min: 1, max: 100 }),
        spread: fc.nat(7_200_000),
      }),
      fc.record({ do: fc.constantFrom('undo' as const, 'cancel' as const, 'settle' as const) }),
    );
    const timed = fc.array(fc.tuple(step, fc.integer({ min: 0, max: 90 })), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.option(fc.integer({ min: 1, max: 300 })),
        timed,
        (n, life, steps) => {
          let set = drafted(n, life === null ? null : minutesIn(life));
          let minutes = 0;
          for (const [wish, wait] of steps) {
            minutes += wait;
            const now = minutesIn(minutes);
            const before = set;
            const next =
              wish.do === 'execute'
                ? execute(set, wish.percent, wish.spread, now)
                : wish.do === 'settle'
                  ? { set: settle(set, new Map(), now) }
                  : wish.do === 'undo'
                    ? undo(set, now)
                    : cancel(set, now);
            if ('set' in next) set = next.set;
            expect(set.percent).toBeGreaterThanOrEqual(before.percent);
            set.targets.forEach((target, place) => {
              const earlier = before.targets[place];
              if (earlier?.appliedAt) expect(target.appliedAt).toEqual(earlier.appliedAt);
              if (earlier?.endedAt) expect(target).toEqual(earlier);
              expect(target.state === 'applied').toBe(target.appliedAt !== null && target.endedAt === null);
            });
            if (!['drafted', 'executing', 'executed'].includes(set.state)) {
              expect(set.targets.every(({ state }) => !['applied', 'due', 'waiting'].includes(state))).toBe(true);
            }
          }
        },
      ),
    );
  });
});
