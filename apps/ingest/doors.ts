import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FormatError } from '#ingest/formats/format-error';
import { FORMATS } from '#ingest/formats/formats';
import type { OtlpMapping } from '#ingest/formats/otlp-mapping';
import { Problem } from '#platform/http/problem';
import { problemOf } from '#platform/http/problem-of';
import { sendProblem } from '#platform/http/send-problem';
import type { BatchSpool } from '#spool/batch-spool';
import { answer, type Outcome, refuse as refuseAs } from './answer.js';
import type { BodyBudget } from './body-budget.js';
import { DOORS, type Door } from './door.js';
import type { Admitted, DoorGuard } from './door-guard.js';
import type { Intake } from './intake.js';
import { bytesAnnounced, LARGEST_BODY, leastBytes, receiveBody } from './receive-body.js';
import { refusal } from './spool-problem.js';
import type { TrustedProxies } from './trusted-proxies.js';

/** What the doors work with. */
export interface DoorNeeds {
  readonly guard: DoorGuard;
  readonly proxies: TrustedProxies;
  readonly spool: Pick<BatchSpool, 'room'>;
  readonly intake: Intake;
  readonly budget: BodyBudget;
  /** Where OpenTelemetry attributes hold what a usage record needs. */
  readonly mapping: OtlpMapping;
}

const LOG = new Logger('doors');

type Asked = FastifyRequest & { caller?: Admitted };

/**
 * The doors of ingest, as a Fastify plugin.
 *
 * They stand beside Nest's routes: its pipeline costs three times as much for a request of one record, and reads a
 * body before a guard has seen the key. Here a request without a key, or one there is no room for, is answered before
 * a byte of its body is read.
 */
export function ingestDoors(needs: DoorNeeds): (fastify: FastifyInstance) => Promise<void> {
  return async (fastify) => {
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    for (const door of DOORS) {
      fastify.route({
        method: 'POST',
        url: door.path,
        onRequest: async (request, reply) => {
          await admit(request, reply, needs);
          const room = needs.spool.room(leastBytes(request.headers));
          if (room !== 'free') throw refusal(room);
        },
        handler: (request, reply) => deliver(door, needs, request, reply),
        errorHandler: (error, request, reply) => refuse(error, request, reply, door),
      });
    }
    fastify.route<{ Params: { id: string } }>({
      method: 'GET',
      url: '/v1/batches/:id',
      onRequest: (request, reply) => admit(request, reply, needs),
      handler: async (request) => {
        const batch = await needs.intake.find(callerOf(request).source, request.params.id);
        if (batch !== undefined) return batch;
        throw new Problem(404, 'no_such_batch', 'this key has no batch of that id', 'see the answer to its delivery');
      },
      errorHandler: (error, request, reply) => refuse(error, request, reply),
    });
  };
}

async function admit(request: Asked, reply: FastifyReply, { guard, proxies }: DoorNeeds): Promise<void> {
  const forwarded = request.headers['x-forwarded-for'];
  const address = proxies.callerOf(
    request.socket.remoteAddress ?? '',
    forwarded === undefined ? undefined : `${forwarded}`,
  );
  const answered = await guard.admit(request.headers, address);
  if (!answered.admitted) {
    if (answered.retryAfterSeconds !== undefined) void reply.header('retry-after', `${answered.retryAfterSeconds}`);
    throw answered.problem;
  }
  request.caller = answered;
}

function callerOf({ caller }: Asked): Admitted {
  if (caller === undefined) throw new TypeError('callerOf requires a request that was admitted');
  return caller;
}

async function deliver(
  door: Door,
  { intake, budget, mapping }: DoorNeeds,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const wantsBooks = waits(request);
  const { source } = callerOf(request);
  const release = budget.hold(bytesAnnounced(request.headers));
  if (release === undefined) throw refusal('busy');
  try {
    const received = await receiveBody(request.raw, request.headers);
    const format = door.format(request);
    const { lines, unmapped, ignored } =
      format === undefined
        ? { lines: received, unmapped: 0, ignored: 0 }
        : adapted(FORMATS[format](Buffer.concat(received), { source, mapping, headers: request.headers }));
    const outcome: Outcome = { unmapped, ignored };
    if (lines.length === 0 && ignored > 0) return answer(door, request, reply, outcome);
    const key = request.headers['idempotency-key'];
    const { batch, isRepeated } = await intake.take({
      source,
      body: lines,
      ...(typeof key === 'string' && key !== '' ? { idempotencyKey: key } : {}),
    });
    if (isRepeated) void reply.header('idempotent-replayed', 'true');
    void reply.header('location', `/v1/batches/${batch}`);
    const state = wantsBooks ? await intake.stored(batch) : ({ batch, state: 'spooled' } as const);
    return answer(door, request, reply, { ...outcome, batch: state });
  } finally {
    release();
  }
}

function adapted({ lines, ...rest }: ReturnType<(typeof FORMATS)[keyof typeof FORMATS]>) {
  return { lines: lines.length === 0 ? [] : [lines], ...rest };
}

/** Whether the caller waits for the books of its batch. */
function waits({ query }: FastifyRequest): boolean {
  const { wait } = query as { wait?: unknown };
  if (wait === undefined) return false;
  if (wait === 'stored') return true;
  throw new Problem(400, 'invalid_request', 'wait may be stored, or absent', 'correct the parameter and send again');
}

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply, door?: Door): void {
  const problem =
    error instanceof FormatError
      ? new Problem(
          400,
          'body_unreadable',
          error.message,
          'nothing of the body was taken; correct it and send it again',
        )
      : problemOf(error, request.id);
  if (problem.status >= 500)
    LOG.error(error instanceof Error ? (error.stack ?? error.message) : String(error), request.id);
  // The rest of a body that is far too large is not worth reading.
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) void reply.header('connection', 'close');
  if (door === undefined) sendProblem(reply, problem);
  else refuseAs(door, request, reply, problem);
}
