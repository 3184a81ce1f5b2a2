import { randomInt } from 'node:crypto';
import { defineConfig } from 'vitest/config';
import LongestFirst from './tools/longest-first.mjs';
import { fingerprintOfSources } from './tools/sources.mjs';

// Not `module`: node would take packages by files it cannot run.
const conditions = ['source', 'node', 'default'];

/** One tree is tried by the same chance again and again, and each change by a new one; torture by a new one each time. */
const seed =
  process.env.TORTURE_SEED ??
  (process.env.TORTURE === 'full' ? randomInt(2 ** 31) : Number.parseInt(fingerprintOfSources().slice(0, 7), 16));

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['apps/**/*.test.ts', 'libs/**/*.test.ts', 'test/**/*.test.ts'],
    env: { TORTURE_SEED: `${seed}` },
    globalSetup: ['./tools/memory-folder.mjs', './tools/template-folder.mjs', './tools/find-browser.mjs'],
    setupFiles: ['./tools/seed-properties.mjs'],
    // chdb ends in a segmentation fault when it is loaded into a worker thread.
    pool: 'forks',
    // Files share what they load, and the one PostgreSQL of their process; no test changes what it has not made itself.
    isolate: false,
    // Each engine takes up to a gigabyte; two more workers have the processors that two leave idle while they wait for disks and clocks.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', './tools/closing-line-reporter.mjs'],
  },
});
