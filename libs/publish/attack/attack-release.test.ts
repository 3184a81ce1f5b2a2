import { beforeAll, describe, expect, it } from 'vitest';
import { fraction } from '#disclosure/fraction';
import { exampleRelease } from '../../../test/support/example-release.js';
import { type Check, isSound } from '../check.js';
import { publicTables } from '../public-tables.js';
import { attackRelease } from './attack-release.js';
import { grantedSuccess, oracleSuccess } from './detection-oracle.js';
import { leastDeviation } from './differencing.js';

const tables = publicTables({ models: ['aurel', 'quill', 'vireo', 'a', 'b'], regions: true, review: true });

// docs/attacks.md
describe('the attack report', () => {
  let checks: readonly Check[];
  beforeAll(() => {
    checks = attackRelease(exampleRelease(false));
  });

  it('finds nothing in a right build, and catches every broken one', () => {
    expect(checks.filter((check) => !isSound(check))).toEqual([]);
    expect(checks.filter(({ control }) => control !== undefined)).toHaveLength(18);
  });

  it('comes out the same again', () => {
    expect(attackRelease(exampleRelease(false))).toEqual(checks);
  });

  it('fails a release whose noise is too small', () => {
    const release = exampleRelease(false);
    const broken = {
      ...release,
      tables: release.tables.map(({ table, measurements }) => ({
        table: { ...table, sigma2: fraction(1n) },
        measurements,
      })),
    };
    const failed = attackRelease(broken).filter(({ passed }) => !passed);
    expect(failed.map(({ id }) => id)).toEqual(expect.arrayContaining(['T-3', 'T-16', 'T-19']));
  });
});

describe('differencing', () => {
  // docs/attacks.md T-3 and TV-15: a category margin is left with 6.83
  it('leaves a category margin of a full release as the best known combination', () => {
    expect(leastDeviation(tables)).toBeCloseTo(6.83, 2);
  });
});

describe('the detection oracle', () => {
  // docs/attacks.md T-16: 56.2 % for one account, 78.2 % for five
  it('is granted what the specification says', () => {
    expect(grantedSuccess(1) - 0.02).toBeCloseTo(0.562, 3);
    expect(grantedSuccess(5) - 0.02).toBeCloseTo(0.782, 3);
  });

  it('stays below that for a full release', () => {
    for (const accounts of [1, 5, 10])
      expect(oracleSuccess(tables, accounts)).toBeLessThanOrEqual(grantedSuccess(accounts));
  });
});
