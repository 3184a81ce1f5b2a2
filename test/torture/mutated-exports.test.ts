import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FormatError } from '#ingest/formats/format-error';
import { FORMATS } from '#ingest/formats/formats';
import { defaultOtlpMapping } from '#ingest/formats/otlp-mapping';
import { deliver } from '../support/deliver.js';
import { exportedTelemetry } from '../support/exported-telemetry.js';
import { type FreshDoors, freshDoors } from '../support/fresh-doors.js';
import { mutated } from '../support/mutated.js';
import { remember } from './corpus.js';
import { PATIENCE, REPEAT, SEED, times } from './counted.js';

const { traces, logs } = exportedTelemetry();

/** What OpenTelemetry's exporters sent before it was damaged, and how it reaches us. */
const EXPORTS = [
  { format: 'otlp-traces', path: '/v1/traces', type: 'application/x-protobuf', body: traces.protobuf },
  { format: 'otlp-traces', path: '/v1/traces', type: 'application/json', body: traces.json },
  { format: 'otlp-logs', path: '/v1/logs', type: 'application/x-protobuf', body: logs.protobuf },
  { format: 'otlp-logs', path: '/v1/logs', type: 'application/json', body: logs.json },
] as const;

let doors: FreshDoors;
beforeAll(async () => {
  doors = await freshDoors();
});
afterAll(() => doors.close());

describe.each(EXPORTS)('damaged exports to $path as $type', ({ format, path, type, body }) => {
  it(
    'become lines or one clean refusal',
    () => {
      const count = times(2_000, 25_000);
      const headers = { 'content-type': type };
      const outcomes = { read: 0, refused: 0 };
      for (let n = 0; n < count; n += 1) {
        const mutant = mutated(body, SEED + n);
        try {
          const adapted = FORMATS[format](mutant, { source: 'mutants', mapping: defaultOtlpMapping, headers });
          const newlines = adapted.lines.reduce((sum, byte) => sum + Number(byte === 0x0a), 0);
          expect(newlines, `${REPEAT} mutant ${n}`).toBe(adapted.count);
          outcomes.read += 1;
        } catch (error) {
          if (!(error instanceof FormatError)) throw remember({ path, headers, body: mutant }, error);
          outcomes.refused += 1;
        }
      }
      // Damage that never or always leaves a sound body would try nothing.
      expect(outcomes.read, REPEAT).toBeGreaterThan(count / 100);
      expect(outcomes.refused, REPEAT).toBeGreaterThan(count / 100);
    },
    PATIENCE,
  );

  it(
    'are answered with 200 or 400, and the door goes on',
    async () => {
      const secret = await doors.key(`${format} ${type}`);
      const headers = { 'content-type': type };
      const count = times(250, 1_000);
      const statuses = new Set<number>();
      for (let n = 0; n < count; n += 1) {
        const mutant = mutated(body, SEED + n);
        const { status } = await deliver(doors.url, mutant, { secret, path, headers });
        if (status !== 200 && status !== 400)
          throw remember({ path, headers, body: mutant }, `${REPEAT} mutant ${n} is answered ${status}`);
        statuses.add(status);
      }
      expect(statuses, REPEAT).toEqual(new Set([200, 400]));
      expect((await deliver(doors.url, body, { secret, path, headers, wait: true })).status).toBe(200);
    },
    PATIENCE,
  );
});
