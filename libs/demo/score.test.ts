import { describe, expect, it } from 'vitest';
import { type ScoredIncident, scoreAgainstTruth } from './score.js';
import type { Actor, MisuseKind, Truth } from './truth.js';

const actor = (id: string, kind: MisuseKind, accounts: string[]): Actor => ({
  id,
  kind,
  category: 'SPM',
  accounts,
  from: new Date(0),
  until: new Date(1),
  records: 1,
  findable: kind !== 'model-extraction',
});

const truth: Truth = {
  seed: 1,
  from: new Date(0),
  until: new Date(1),
  accounts: 99,
  actors: [
    actor('spam-1', 'spam-campaign', ['a', 'b', 'c', 'd']),
    actor('spam-2', 'spam-campaign', ['e', 'f']),
    actor('extraction-1', 'model-extraction', ['x', 'y']),
  ],
  benign: [{ kind: 'classroom', accounts: ['p', 'q'] }],
};

const spam = (...accounts: string[]): ScoredIncident => ({ detector: 'spam-campaign', category: 'SPM', accounts });
const score = (...incidents: ScoredIncident[]) => scoreAgainstTruth(truth, incidents)[0];

describe('score against the truth', () => {
  it('finds an actor by half of its accounts', () => {
    expect(score(spam('a', 'b'))?.found).toEqual(['spam-1']);
  });

  it('does not find an actor by less than half of its accounts', () => {
    expect(score(spam('a'))).toMatchObject({ found: [], missed: ['spam-1', 'spam-2'], falselyRaised: [] });
  });

  it('does not add up two incidents to half an actor', () => {
    expect(score(spam('a'), spam('b'))?.found).toEqual([]);
  });

  it('finds nothing by a net thrown over everybody', () => {
    const net = spam('a', 'b', 'c', 'd', 'p', 'q', 'm', 'n', 'o');
    expect(score(net)).toMatchObject({ found: [], falselyRaised: [{ incident: net }] });
  });

  it('counts an incident that takes two actors for one', () => {
    expect(score(spam('a', 'b', 'e', 'f'))).toMatchObject({ found: ['spam-1', 'spam-2'], merged: 1 });
  });

  it('names the look-alike a false incident hit', () => {
    expect(score(spam('p', 'q', 'z'))?.falselyRaised).toMatchObject([{ lookAlike: 'classroom' }]);
  });

  it('names misuse of another kind under a wrong name', () => {
    expect(score(spam('x', 'y'))?.falselyRaised).toMatchObject([{ otherKind: 'model-extraction' }]);
  });

  it('names nobody when ordinary accounts were hit', () => {
    expect(score(spam('m'))?.falselyRaised).toEqual([{ incident: spam('m') }]);
  });

  it('does not count what another detector says', () => {
    expect(score({ ...spam('a', 'b'), detector: 'limit-hammering' })?.found).toEqual([]);
  });

  it('says which kinds nobody judges yet', () => {
    expect(scoreAgainstTruth(truth, []).map(({ kind, findable }) => [kind, findable])).toEqual([
      ['spam-campaign', true],
      ['model-extraction', false],
    ]);
  });

  it('compares under pseudonyms', () => {
    const scores = scoreAgainstTruth(truth, [spam('A', 'B')], (account) => account.toUpperCase());
    expect(scores[0]?.found).toEqual(['spam-1']);
  });
});
