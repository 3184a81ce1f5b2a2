import { describe, expect, it } from 'vitest';
import { usageRecord } from '#usage/usage-record';
import { badLines } from './bad-lines.js';

const until = new Date('2026-10-01T00:00:00Z');
const lines = badLines(1, until);

describe('bad lines', () => {
  it('are 44, the same for the same seed', () => {
    expect(lines).toHaveLength(44);
    expect(badLines(1, until)).toEqual(lines);
  });

  it.each(lines)('are refused: $field $because', ({ line }) => {
    expect(usageRecord(until).safeParse(parsed(line)).success).toBe(false);
  });

  it('lay the blame on the field that is broken', () => {
    for (const { line, field } of lines) {
      if (field === undefined) continue;
      const paths = usageRecord(until)
        .safeParse(parsed(line))
        .error?.issues.map(({ path, code, ...issue }) =>
          code === 'unrecognized_keys' && 'keys' in issue ? issue.keys : path[0],
        );
      expect(paths?.flat()).toContain(field);
    }
  });
});

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // No JSON is no record, which the schema refuses too.
  }
}
