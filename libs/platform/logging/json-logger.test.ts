import fc from 'fast-check';
import { expect, it } from 'vitest';
import { JsonLogger } from './json-logger.js';

it('a line of the log is one JSON object without keys, whatever is logged', () => {
  const secret = `uw_0123abcd_${'A-_z'.repeat(10)}xyz`;
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (before, after) => {
      const lines: string[] = [];
      const logger = new JsonLogger((line) => lines.push(line));
      const text = `${before}\r\n${secret}\r\n${after}`;
      logger.log(text, 'context');
      logger.error(new Error(text), text, 'context');
      logger.warn({ url: `/v1/usage?key=${secret}` }, 'context');
      expect(lines).toHaveLength(3);
      for (const line of lines) {
        expect(line).not.toMatch(/[\r\n]/);
        expect(() => JSON.parse(line)).not.toThrow();
        expect(line).not.toContain(secret);
      }
    }),
    { numRuns: 1_000 },
  );
});
