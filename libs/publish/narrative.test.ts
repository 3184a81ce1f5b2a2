import { describe, expect, it } from 'vitest';
import { fraction } from '#disclosure/fraction';
import { storedNoisyCount } from '#disclosure/noisy-count';
import { exampleRelease } from '../../test/support/example-release.js';
import { narrativeFaults } from './narrative.js';
import { t1Category } from './t1-category/t1-category.js';
import { speaksOfOne } from './wording.js';

const told = { where: 'a case study', says: 'Several pools of accounts were closed.', category: 'SPM', codes: [] };

// docs/attacks.md T-13
describe('narratives beside the tables', () => {
  it('leave nobody to be attributed in tables with their full noise', () => {
    const { tables } = exampleRelease(false);
    for (const claimed of [1, 10, 100, 160]) expect(narrativeFaults(tables, [{ ...told, claimed }])).toEqual([]);
  });

  it('leave a group of few in a table that is nearly exact', () => {
    const table = { ...t1Category, keys: [{ category: 'SPM', dim2: '' }], sigma2: fraction(1n, 100n) };
    const tables = [{ table, measurements: [storedNoisyCount('20')] }];
    expect(narrativeFaults(tables, [{ ...told, claimed: 15 }])).toEqual([
      'less the 15 of a case study, t1 SPM  leaves a group of 5 at most',
    ]);
    expect(narrativeFaults(tables, [{ ...told, claimed: 5 }])).toEqual([]);
    expect(narrativeFaults(tables, [{ ...told, category: 'FRD', claimed: 15 }])).toEqual([]);
  });

  it.each([
    'In that category, exactly one account was banned.',
    'It is the only case we know.',
    'One user was warned.',
  ])('may not say “%s”', (says) => {
    expect(speaksOfOne(says)).toBe(true);
  });

  it('may speak of what many did', () => {
    expect(speaksOfOne('Whether any one actor is counted stays open; some 200 accounts were banned.')).toBe(false);
  });
});
