import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { yieldUnlessGone } from './yield-to-doors.js';

it('a thread that ended before it was told to yield keeps no engine from starting', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  expect(() => yieldUnlessGone(pid)).not.toThrow();
});
