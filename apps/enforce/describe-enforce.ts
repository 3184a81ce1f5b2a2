import type { OpenAPIObject } from '@nestjs/swagger';

const problem = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const nullable = (type: string, description: string) => ({ type: [type, 'null'], description });

const VERDICT = {
  type: 'object',
  required: ['verdict', 'action', 'case', 'category', 'since', 'until', 'age_ms', 'stale'],
  properties: {
    verdict: { enum: ['allow', 'warn', 'limit', 'deny'], description: 'What to do with the call' },
    action: { enum: ['none', 'warning', 'limit', 'suspension', 'ban'], description: 'The strictest that stands' },
    case: nullable('string', 'See GET /v1/safety/cases/{id}'),
    category: nullable('string', 'Policy category'),
    since: nullable('string', 'When it was decided'),
    until: nullable('string', 'When it ends by itself'),
    age_ms: { type: 'integer', minimum: 0, description: 'How long ago memory and casebook agreed' },
    stale: { type: 'boolean', description: 'Longer than half a minute ago: the casebook does not answer' },
  },
} as const;

const MESSAGE = {
  type: 'object',
  required: ['id', 'object', 'created_at', 'type', 'data'],
  properties: {
    id: { type: 'string' },
    object: { const: 'event' },
    created_at: { type: 'integer' },
    type: { enum: ['safety.warning_issued', 'safety.deactivation_issued'] },
    data: { type: 'object', required: ['id'], properties: { id: { type: 'string', description: 'Of the case' } } },
  },
} as const;

const json = (description: string, schema: object) => ({ description, content: { 'application/json': { schema } } });

/** Adds the doors of enforcement to the API's description; they stand beside Nest's routes. */
export function describeEnforce(document: OpenAPIObject): OpenAPIObject {
  const paths = {
    ...document.paths,
    '/v1/verdict': {
      get: {
        operationId: 'verdict',
        summary: 'What is a gateway to do with a call of this account?',
        description:
          'Answered from memory, which follows the casebook within about two seconds. When this address does not answer, let the call pass.',
        tags: ['enforcement'],
        security: [{ bearer: ['verdicts:read'] }],
        parameters: [
          {
            name: 'account',
            in: 'query',
            required: true,
            schema: { type: 'string', maxLength: 256 },
            description: 'As the log has it',
          },
        ],
        responses: {
          '200': json('The verdict', VERDICT),
          '400': problem('A field is wrong'),
          '401': problem('No key, or one that does not hold'),
          '403': problem('The key lacks the scope verdicts:read'),
          '503': problem('The casebook has not been read yet'),
        },
      },
    },
    '/v1/safety/notices/{name}': {
      post: {
        operationId: 'takeNotice',
        summary: 'Take a safety notice that a provider sends us',
        description:
          'Signed as Standard Webhooks, with the secret the provider was registered with; told again, it is kept once.',
        tags: ['enforcement'],
        parameters: [
          { name: 'name', in: 'path', required: true, schema: { type: 'string' }, description: 'Of the provider' },
        ],
        requestBody: { required: true, content: { 'application/json': { schema: MESSAGE } } },
        responses: {
          '200': json('Kept', {
            type: 'object',
            properties: { received: { const: true }, known: { type: 'boolean' } },
          }),
          '401': problem('Not signed by a provider of this name, or too old'),
          '422': problem('No message about safety'),
        },
      },
    },
  };
  return { ...document, paths } as unknown as OpenAPIObject;
}
