import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Casebook } from '#casebook/casebook';
import { keepNotice, upstreamSecrets } from '#casebook/upstream-notices';
import { webhookFault } from '#enforce/standard-webhook';
import type { Clock } from '#platform/clock';
import { Problem } from '#platform/http/problem';
import { problemOf } from '#platform/http/problem-of';
import { sendProblem } from '#platform/http/send-problem';

/** Bytes of a message; those that OpenAI documents have some 150. */
const LARGEST_BODY = 16_384;

/** The message as OpenAI documents it; what else it may hold is left alone. */
const Message = z.object({
  id: z.string().min(1).max(256),
  object: z.literal('event'),
  created_at: z.number().int().min(0).max(4_102_444_800),
  type: z.enum(['safety.warning_issued', 'safety.deactivation_issued']),
  data: z.object({ id: z.string().min(1).max(256) }),
});

/** What the door works with. */
export interface NoticeNeeds {
  readonly casebook: Casebook;
  readonly clock: Clock;
  /** The machine's clock, by which replays are told. */
  readonly now: () => Date;
  readonly unseal: (sealed: Uint8Array) => Buffer;
}

const UNBELIEVED = new Problem(
  401,
  'signature_refused',
  'the message is not signed by a provider of this name, or is older than five minutes',
  'register the provider with the secret it shows, by POST /v1/safety/upstreams',
);

/**
 * `POST /v1/safety/notices/NAME`, as a Fastify plugin: takes what providers tell of our own use, as seeds of cases.
 *
 * It stands beside Nest's routes, which parse a body before anybody has seen whether its bytes are signed. No key is
 * asked for: the signature is one.
 */
export function noticeDoor(needs: NoticeNeeds): (fastify: FastifyInstance) => Promise<void> {
  return async (fastify) => {
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser('*', { parseAs: 'string', bodyLimit: LARGEST_BODY }, (_request, body, done) =>
      done(null, body),
    );
    fastify.route<{ Params: { name: string } }>({
      method: 'POST',
      url: '/v1/safety/notices/:name',
      bodyLimit: LARGEST_BODY,
      handler: (request) => take(request, needs),
      errorHandler: (error, request, reply) => sendProblem(reply, problemOf(error, request.id)),
    });
  };
}

async function take(
  request: FastifyRequest<{ Params: { name: string } }>,
  { casebook, clock, now, unseal }: NoticeNeeds,
): Promise<{ readonly received: true; readonly known: boolean }> {
  const { name } = request.params;
  const body = typeof request.body === 'string' ? request.body : '';
  const secrets = /^[a-z0-9][a-z0-9-]{0,62}$/.test(name) ? (await upstreamSecrets(casebook, name)).map(unseal) : [];
  if (webhookFault(secrets, request.headers, body, now()) !== undefined) throw UNBELIEVED;
  const message = Message.safeParse(parsed(body));
  if (!message.success) {
    const faults = message.error.issues.map(({ path, message: fault }) => `${path.join('.')}: ${fault}`);
    throw new Problem(
      422,
      'unknown_message',
      faults.join('; ').slice(0, 500),
      'subscribe this address to safety notices alone',
    );
  }
  const { id, type, created_at, data } = message.data;
  const isNew = await keepNotice(casebook, {
    upstream: name,
    event: id,
    type,
    caseName: data.id,
    noticedAt: new Date(created_at * 1_000),
    receivedAt: clock.now(),
  });
  return { received: true, known: !isNew };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
