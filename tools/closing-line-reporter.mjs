import { writeSync } from 'node:fs';

/**
 * Closes a test run with one line that machines read: `N passed, N failed`, and `, N skipped` when there were any.
 *
 * A file that cannot be loaded, a hook that throws and an error outside any test count as one failure each: they hide
 * tests that were never run.
 */
export default class ClosingLineReporter {
  #counts = { passed: 0, failed: 0, skipped: 0 };

  constructor() {
    // The very last words of the process, after every other reporter's.
    process.once('exit', (code) => {
      const { passed, failed, skipped } = this.#counts;
      // A run that ends in disgrace although every test passed, or ran none, has failed in some way nobody counted.
      const uncounted = code !== 0 && failed === 0 ? 1 : 0;
      const line = `${passed} passed, ${failed + uncounted} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`;
      writeSync(1, line);
    });
  }

  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        // A test that never came to its turn is no success.
        counts[state === 'passed' || state === 'skipped' ? state : 'failed'] += 1;
      }
    }
    this.#counts = counts;
    if (counts.failed > 0) process.exitCode = 1;
  }
}
