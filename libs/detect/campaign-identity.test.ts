import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  continueCampaigns,
  type FoundCampaign,
  type KnownCampaign,
  REMEMBERED_RUNS,
  recall,
} from './campaign-identity.js';

const found = (id: string, letters: string): FoundCampaign => ({ id, accounts: [...letters] });

/** What is known after runs that found these campaigns. */
function knownAfter(...runs: FoundCampaign[][]): readonly KnownCampaign[] {
  return runs.reduce<readonly KnownCampaign[]>((known, run) => continueCampaigns(known, run).known, []);
}

describe('a campaign from run to run', () => {
  it('keeps its name while half of its accounts change', () => {
    const { ids, splits, merges } = continueCampaigns(knownAfter([found('first', 'abcd')]), [found('second', 'cdef')]);
    expect([ids.get('second'), splits, merges]).toEqual(['first', [], []]);
  });

  it('keeps its name when it grows fivefold, as it is contained', () => {
    const { ids } = continueCampaigns(knownAfter([found('first', 'ab')]), [found('second', 'abcdefghij')]);
    expect(ids.get('second')).toBe('first');
  });

  it('is a new one when only two accounts in eight are the same', () => {
    const { ids, known } = continueCampaigns(knownAfter([found('first', 'abcdefgh')]), [found('second', 'ghijklmn')]);
    expect([ids.get('second'), known.map(({ id }) => id)]).toEqual(['second', ['first', 'second']]);
  });

  it('that splits keeps its name in the part most like it, and the other part is told', () => {
    const next = continueCampaigns(knownAfter([found('whole', 'abcdefgh')]), [found('x', 'abcde'), found('y', 'fgh')]);
    expect([next.ids.get('x'), next.ids.get('y')]).toEqual(['whole', 'y']);
    expect(next.splits).toEqual([{ from: 'whole', into: 'y' }]);
  });

  it('that goes into another is its alias from then on', () => {
    const known = knownAfter([found('large', 'abcde'), found('small', 'fgh')]);
    const next = continueCampaigns(known, [found('z', 'abcdefgh')]);
    expect(next.ids.get('z')).toBe('large');
    expect(next.merges).toEqual([{ from: 'small', into: 'large' }]);
    expect(next.known).toMatchObject([{ id: 'large', aliases: ['small'] }]);
    expect(continueCampaigns(next.known, [found('w', 'bcdefgh')]).known).toMatchObject([{ aliases: ['small'] }]);
  });

  it('comes back under its name after five silent runs', () => {
    const known = knownAfter([found('first', 'abcd')], [], [], [], [], []);
    expect(continueCampaigns(known, [found('again', 'abcd')]).ids.get('again')).toBe('first');
  });

  it('is forgotten after 22 silent runs', () => {
    expect(knownAfter([found('first', 'abcd')], ...Array.from({ length: 21 }, () => []))).toHaveLength(1);
    expect(knownAfter([found('first', 'abcd')], ...Array.from({ length: 22 }, () => []))).toEqual([]);
  });

  it('is remembered from sightings as from run to run', () => {
    const known = knownAfter([found('first', 'abcd')], [found('again', 'cde')], [], []);
    const sightings = [
      { id: 'first', accounts: [...'abcd'], runsAgo: 4 },
      { id: 'first', accounts: [...'cde'], runsAgo: 3 },
    ];
    const weights = (some: readonly KnownCampaign[]) =>
      some.map(({ id, memory }) => [id, [...memory].map(([account, weight]) => [account, weight.toFixed(9)]).sort()]);
    expect(weights(recall(sightings))).toEqual(weights(known));
    expect(recall([{ id: 'first', accounts: ['a'], runsAgo: REMEMBERED_RUNS }])).toHaveLength(1);
    expect(recall([{ id: 'first', accounts: ['a'], runsAgo: REMEMBERED_RUNS + 1 }])).toEqual([]);
  });

  it('gives way to no greedy choice: both names live on where that keeps more', () => {
    const known = knownAfter([found('one', 'abcdef'), found('two', 'ghij')]);
    const next = continueCampaigns(known, [found('x', 'abcghij'), found('y', 'abc')]);
    expect([next.ids.get('x'), next.ids.get('y')]).toEqual(['two', 'one']);
  });

  it('bears a name once, whatever is found in whatever order', () => {
    const letters = fc.uniqueArray(fc.constantFrom(...'abcdefghijkl'), { minLength: 1, maxLength: 6 });
    const run = fc.array(letters, { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 5 }), (runs) => {
        let known: readonly KnownCampaign[] = [];
        for (const [turn, groups] of runs.entries()) {
          const now = groups.map((accounts, n) => ({ id: `${turn}-${n}`, accounts }));
          const next = continueCampaigns(known, now);
          expect(continueCampaigns([...known].reverse(), [...now].reverse())).toEqual(next);
          expect(new Set(next.ids.values()).size).toBe(now.length);
          expect([...next.ids.keys()].sort()).toEqual(now.map(({ id }) => id).sort());
          const names = next.known.flatMap(({ id, aliases }) => [id, ...aliases]);
          expect(new Set(names).size).toBe(names.length);
          known = next.known;
        }
      }),
    );
  });
});
