import type { OpenAPIObject } from '@nestjs/swagger';
import { DOORS } from './door.js';

const problem = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** Answers that every door gives in the same words. */
const REFUSALS = {
  '400': problem('The body breaks off, is not what its headers say, or holds nothing'),
  '401': problem('No key, or one that does not hold'),
  '403': problem('The key lacks the scope usage:write'),
  '413': problem('The body is larger than 16 MiB or 50,000 lines'),
  '415': problem('The body is packed in a way the door does not know'),
  '422': problem('Another body was sent under this idempotency key'),
  '429': problem('Too much is under way; send the same body again after Retry-After'),
  '503': problem('Nothing can be taken now; send the same body again after Retry-After'),
} as const;

const count = (description: string) => ({ type: 'integer', minimum: 0, description });

const BATCH = {
  type: 'object',
  required: ['batch', 'state'],
  properties: {
    batch: { type: ['string', 'null'], description: 'Id to ask for later; null when nothing was a usage record' },
    state: { enum: ['spooled', 'stored', 'ignored'], description: 'spooled: safe on disk, on its way' },
    unmapped: count('Records that lack a required field after mapping; quarantined'),
    ignored: count('Spans, logs or events that are no calls of a model'),
    stored: count('Lines that are usage records now'),
    duplicate: count('Lines whose source and id were known'),
    conflicts: count('Duplicates that say something else than the first'),
    quarantined: count('Lines refused, kept sealed for re-drive'),
    dropped: count('Lines only counted'),
    faults: {
      type: 'array',
      maxItems: 100,
      description: 'The first lines that were not stored',
      items: {
        type: 'object',
        properties: {
          line: count('In the body, from 1'),
          outcome: { enum: ['duplicate', 'quarantined', 'dropped'] },
          reason: { type: 'string' },
          field: { type: 'string' },
        },
      },
    },
  },
} as const;

const batch = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Batch' } } },
});

const PARAMETERS = [
  {
    name: 'wait',
    in: 'query',
    schema: { enum: ['stored'] },
    description: 'Answer only once the warehouse has it, with its books',
  },
  {
    name: 'Idempotency-Key',
    in: 'header',
    schema: { type: 'string' },
    description: 'A retry bears the same key and the same bytes, and changes nothing',
  },
  { name: 'Content-Encoding', in: 'header', schema: { enum: ['identity', 'gzip', 'zstd'] } },
] as const;

/**
 * Adds the ingest doors to the API's description; they stand beside Nest's routes, which describe themselves.
 *
 * @param document  the description so far
 */
export function describeDoors(document: OpenAPIObject): OpenAPIObject {
  const security = [{ bearer: ['usage:write'] }];
  const paths: Record<string, unknown> = { ...document.paths };
  for (const { path, summary, mediaTypes, signal } of DOORS) {
    const content = Object.fromEntries(mediaTypes.map((type) => [type, { schema: {} }]));
    paths[path] = {
      post: {
        operationId: `take${path.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
        summary,
        tags: ['ingest'],
        security,
        parameters: PARAMETERS,
        requestBody: { required: true, content },
        responses: {
          ...(signal === undefined
            ? { '200': batch('Stored, with its books'), '202': batch('Safe on disk') }
            : { '200': { description: 'Safe on disk; the answer is OTLP’s own' } }),
          ...REFUSALS,
        },
      },
    };
  }
  paths['/v1/batches/{id}'] = {
    get: {
      operationId: 'batch',
      summary: 'What became of a batch?',
      tags: ['ingest'],
      security,
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{32}$' } }],
      responses: {
        '200': batch('Where it is, and its books once it is stored'),
        '401': REFUSALS['401'],
        '404': problem('This key has no batch of that id'),
      },
    },
  };
  const schemas = { ...document.components?.schemas, Batch: BATCH };
  return { ...document, paths, components: { ...document.components, schemas } } as unknown as OpenAPIObject;
}
