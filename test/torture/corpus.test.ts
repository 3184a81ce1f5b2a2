import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliver, usageLine } from '../support/deliver.js';
import { type FreshDoors, freshDoors } from '../support/fresh-doors.js';
import { remembered } from './corpus.js';

/** The source that the bodies of the corpus name. */
const SOURCE = 'corpus';

let doors: FreshDoors;
let secret: string;
beforeAll(async () => {
  doors = await freshDoors();
  secret = await doors.key(SOURCE);
});
afterAll(() => doors.close());

describe('what broke something once', () => {
  it.each(remembered())('$name does no more: $broke', async ({ path, headers, body, lines }) => {
    const { status, body: answer } = await deliver(doors.url, Buffer.from(body, 'base64'), {
      secret,
      path,
      headers,
      wait: true,
    });
    expect(status).toBeLessThan(500);
    const { stored, duplicate, quarantined, dropped, faults = [] } = answer;
    if (lines !== undefined) {
      const refused = new Map(
        faults.map((fault: { line: number; reason: string; field: string }) => [
          fault.line,
          `${fault.reason} ${fault.field}`.trim(),
        ]),
      );
      expect(lines.map((_, index) => refused.get(index + 1) ?? 'stored')).toEqual(lines);
      expect(stored + duplicate + quarantined + dropped).toBe(lines.length);
    }
    const sound = await deliver(doors.url, usageLine(SOURCE, { id: `after ${body}`.slice(0, 200) }), {
      secret,
      wait: true,
    });
    expect(sound.status).toBe(200);
  });
});
