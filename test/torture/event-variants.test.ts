import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '#demo/random';
import { FormatError } from '#ingest/formats/format-error';
import { FORMATS } from '#ingest/formats/formats';
import { defaultOtlpMapping } from '#ingest/formats/otlp-mapping';
import { deliver } from '../support/deliver.js';
import { type FreshDoors, freshDoors } from '../support/fresh-doors.js';
import { remember } from './corpus.js';
import { PATIENCE, REPEAT, SEED, times } from './counted.js';

const SOURCE = '/gateways/eu-1';
const random = new Random(SEED);
const pick = <T>(items: readonly T[]): T => items[random.below(items.length)] as T;

let doors: FreshDoors;
beforeAll(async () => {
  doors = await freshDoors();
});
afterAll(() => doors.close());

/** What a variant must come to: a record, nothing of ours, a record that lacks a field, or no CloudEvent. */
type Fate = 'record' | 'ignored' | 'unmapped' | 'refused';

interface Variant {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly fate: Fate;
}

/** How an event may differ from a sound one, and what it then comes to. */
const CHANGES: readonly (readonly [change: Readonly<Record<string, unknown>>, fate: Fate])[] = [
  [{}, 'record'],
  [{ time: '2026-09-01T14:00:00.123456789+02:00' }, 'record'],
  [{ source: '/gateways/us-2' }, 'record'],
  [{ subject: 'Zoë & söhne 100 % \u{1f600}' }, 'record'],
  [{ traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', partitionkey: 'a b' }, 'record'],
  [{ dataschema: 'https://example.org/call.json' }, 'record'],
  [{ type: 'com.example.other' }, 'ignored'],
  [{ type: 'llm.request.completed.v2' }, 'ignored'],
  [{ subject: undefined }, 'unmapped'],
  [{ time: undefined }, 'unmapped'],
  [{ data: { account: 'somebody else' } }, 'unmapped'],
  [{ data: undefined }, 'unmapped'],
  [{ data: [1, 2] }, 'unmapped'],
  [{ specversion: '0.3' }, 'refused'],
  [{ specversion: undefined }, 'refused'],
  [{ id: undefined }, 'refused'],
  [{ id: '' }, 'refused'],
  [{ source: undefined }, 'refused'],
  [{ source: 'two words' }, 'refused'],
  [{ type: undefined }, 'refused'],
];

/** A header's value as the HTTP binding encodes it, or with every byte encoded, which says the same. */
function encoded(value: string): string {
  if (random.below(2) === 0) return encodeURIComponent(value);
  const bytes = [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
  return bytes.join('');
}

function variant(n: number): Variant {
  const [change, fate] = pick(CHANGES);
  const data = { model: pick(['gpt-4o', 'm']), status: 200, prompt: pick(['Grüße "€" \u{1f600}', '', 'a\nb']) };
  const sound = { specversion: '1.0', type: 'llm.request.completed', source: SOURCE, subject: 'acme' };
  const event: Record<string, unknown> = { ...sound, id: `call-${n}`, time: '2026-09-01T12:00:00Z', data, ...change };
  const parameter = pick(['', '; charset=utf-8', ';charset="UTF-8"']);
  const mode = pick(['binary', 'structured', 'batch'] as const);
  if (mode === 'binary') {
    const { data: body, ...attributes } = event;
    const headers: Record<string, string> = {
      'content-type': `application/${pick(['json', 'call+json'])}${parameter}`,
    };
    for (const [name, value] of Object.entries(attributes))
      if (value !== undefined) headers[pick([`ce-${name}`, `CE-${name}`])] = encoded(String(value));
    return { headers, body: body === undefined ? '' : JSON.stringify(body), fate };
  }
  const isBatch = mode === 'batch';
  const type = `application/cloudevents${isBatch ? '-batch' : ''}+json${parameter}`;
  const text = JSON.stringify(event, undefined, pick([0, 2]));
  // In a batch a faulty event stands among others that are sound, and is kept.
  return {
    headers: { 'content-type': type },
    body: isBatch ? `[${text}]` : text,
    fate: isBatch && fate === 'refused' ? 'unmapped' : fate,
  };
}

function fateOf({ headers, body }: Variant): Fate {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  try {
    const context = { source: SOURCE, mapping: defaultOtlpMapping, headers: lower };
    const { unmapped, ignored } = FORMATS.cloudevents(Buffer.from(body), context);
    if (ignored > 0) return 'ignored';
    return unmapped > 0 ? 'unmapped' : 'record';
  } catch (error) {
    if (error instanceof FormatError) return 'refused';
    throw error;
  }
}

describe('CloudEvents in every mode', () => {
  it(
    'come to what the specification and the field list say of them',
    () => {
      for (let n = 0; n < times(1_000, 20_000); n += 1) {
        const made = variant(n);
        try {
          expect(fateOf(made), `${REPEAT} ${JSON.stringify(made)}`).toBe(made.fate);
        } catch (error) {
          throw remember({ path: '/v1/events', ...made }, error);
        }
      }
    },
    PATIENCE,
  );

  it(
    'are taken, ignored or refused by the door in the same way',
    async () => {
      const secret = await doors.key(SOURCE);
      const statuses: Readonly<Record<Fate, number>> = { record: 202, unmapped: 202, ignored: 200, refused: 400 };
      for (let n = 0; n < times(300, 2_000); n += 1) {
        const made = variant(n);
        const { status, body } = await deliver(doors.url, made.body, {
          secret,
          path: '/v1/events',
          headers: made.headers,
        });
        expect(status, `${REPEAT} ${JSON.stringify({ made, body })}`).toBe(statuses[made.fate]);
      }
    },
    PATIENCE,
  );
});
