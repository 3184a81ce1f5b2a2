import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInstallation } from '#casebook/installation';
import { type FreshCasebook, freshCasebook } from '../support/fresh-casebook.js';

describe('casebook', () => {
  let fresh: FreshCasebook;
  beforeAll(async () => {
    fresh = await freshCasebook();
  });
  afterAll(() => fresh.close());

  it('keeps what the installation said first', async () => {
    const first = await openInstallation(fresh.casebook, { demo: true, now: new Date(0) });
    expect(first.demo).toBe(true);
    expect(await openInstallation(fresh.casebook, { demo: false, now: new Date(1) })).toEqual(first);
  });
});
