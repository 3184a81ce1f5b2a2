import { defineConfig } from 'vitest/config';

// Not `module`: node would take packages by files it cannot run.
const conditions = ['source', 'node', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['apps/**/*.test.ts', 'libs/**/*.test.ts', 'test/**/*.test.ts'],
    // chdb ends in a segmentation fault when it is loaded into a worker thread.
    pool: 'forks',
    // Each engine takes a processor and up to a gigabyte; more of them at once only wait for each other.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', './tools/closing-line-reporter.mjs'],
  },
});
