import { describe, expect, it } from 'vitest';
import { exampleRelease } from '../../test/support/example-release.js';
import { describeChecks, describeRelease } from './describe-release.js';

describe('a release at the terminal', () => {
  it('shows what readers will see, what is left out, and its price', () => {
    const text = describeRelease(exampleRelease(false), true);
    expect(text).toMatch(/^Release 2026-Q3, version 1\.0\.0, noise drawn now\n/);
    expect(text).toMatch(/T1 Confirmed units by policy category\n/);
    expect(text).toMatch(/ACC {2}Account and quota abuse +\d+ +\d+ … \d+\n/);
    expect(text).toMatch(/T2 .*\n(.*\n)+? {2}\d+ cells are low\n/);
    expect(text).toContain('T5 Confirmed units by world region: Regions are shown once two releases are out.');
    expect(text).toContain('3/40 of 1/2 spent, 17/40 left');
  });

  it('says when the noise is an earlier one, and when the figures are invented', () => {
    expect(describeRelease(exampleRelease(true), false)).toMatch(
      /^DEMO Release 2026-Q3, version DEMO-1\.0\.0, noise drawn earlier/,
    );
  });

  it('tells a check that failed, and one whose control was not caught', () => {
    const check = { id: 'T-3', title: 'Differencing', passed: true, result: 'fine' };
    expect(describeChecks([check])).toBe('  passed  T-3  Differencing: fine\n');
    expect(describeChecks([{ ...check, control: { caught: false, result: 'escaped' } }])).toMatch(
      /FAILED.*\n.*escaped/,
    );
  });
});
