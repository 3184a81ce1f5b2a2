import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Units } from './units.js';

interface Linked {
  readonly incident: string;
  readonly accounts: readonly string[];
}

function unitsOf(incidents: readonly Linked[]): Map<string, string> {
  const units = new Units();
  for (const { accounts } of incidents) units.link(accounts);
  return new Map(incidents.map(({ incident, accounts }) => [incident, units.nameOf(units.unitOf(accounts), incident)]));
}

const units = (...incidents: [incident: string, ...accounts: string[]][]) =>
  Object.fromEntries(unitsOf(incidents.map(([incident, ...accounts]) => ({ incident, accounts }))));

describe('units', () => {
  it('count a campaign as one actor', () => {
    expect(units(['i1', 'b', 'a', 'c'])).toEqual({ i1: 'account:a' });
  });

  it('merge incidents that share an account, however long the chain', () => {
    expect(units(['i1', 'd', 'e'], ['i2', 'b', 'c'], ['i3', 'c', 'd'], ['i4', 'x'])).toEqual({
      i1: 'account:b',
      i2: 'account:b',
      i3: 'account:b',
      i4: 'account:x',
    });
  });

  it('keep an incident without any account to itself', () => {
    expect(units(['i1'], ['i2'])).toEqual({ i1: 'incident:i1', i2: 'incident:i2' });
  });

  it('do not confuse an account with an incident of the same name', () => {
    expect(units(['i1'], ['i2', 'i1'])).toEqual({ i1: 'incident:i1', i2: 'account:i1' });
  });

  it('own the accounts it got to know first, however they were joined later', () => {
    const known = new Units();
    known.link(['c', 'b']);
    const first = known.size;
    known.link(['d', 'a']);
    known.link(['d', 'c']);
    const unit = known.unitOf(['a']);
    expect(known.owned(first)).toEqual([
      { account: 'c', unit },
      { account: 'b', unit },
    ]);
    expect(known.nameOf(unit, 'i')).toBe('account:a');
  });

  const accounts = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { maxLength: 3 });
  const linked = fc
    .array(accounts, { maxLength: 12 })
    .map((all) => all.map((some, index): Linked => ({ incident: `i${index}`, accounts: some })));

  it('are the connected components, whatever the order', () => {
    fc.assert(
      fc.property(linked, (incidents) => {
        const found = unitsOf(incidents);
        const shuffled = incidents.toReversed().map((one) => ({ ...one, accounts: one.accounts.toReversed() }));
        expect(unitsOf(shuffled)).toEqual(found);
        for (const a of incidents)
          for (const b of incidents)
            expect(found.get(a.incident) === found.get(b.incident)).toBe(isJoined(a, b, incidents));
      }),
    );
  });
});

/** Whether a walk over shared accounts leads from one incident to the other. */
function isJoined(from: Linked, to: Linked, all: readonly Linked[]): boolean {
  const reached = new Set([from]);
  for (const here of reached)
    for (const next of all) if (next.accounts.some((account) => here.accounts.includes(account))) reached.add(next);
  return reached.has(to);
}
