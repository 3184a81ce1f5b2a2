import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PATIENCE, times } from './counted.js';
import { endUnderLoad } from './sigterm.js';

const folder = mkdtempSync(join(tmpdir(), 'usewatch-sigterm-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Services told to stop, one after the other on one data directory. */
const ROUNDS = times(1, 20);

describe('a service told to stop', () => {
  it(
    'is not ready first, then answers what is under way, then closes its doors and ends',
    async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { code, milliseconds, readiness, answers, lateTaken } = await endUnderLoad(folder, false);
        expect([code, readiness, lateTaken]).toEqual([0, 503, false]);
        // They brought neither key nor session: what matters is that they were answered.
        expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 401 Unauthorized']));
        expect(milliseconds).toBeLessThan(10_000);
      }
    },
    PATIENCE,
  );

  it('ends within 10 seconds although somebody never finishes a request', async () => {
    const { code, milliseconds, answers } = await endUnderLoad(folder, true);
    expect(code).toBe(0);
    expect(answers).not.toContain('');
    expect(milliseconds).toBeLessThan(10_000);
  });
});
