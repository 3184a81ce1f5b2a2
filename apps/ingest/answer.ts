import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OtlpEncoding } from '#ingest/formats/otlp/otlp-body';
import { exportFault, exportReply, OTLP_CONTENT_TYPE } from '#ingest/formats/otlp/otlp-reply';
import type { Problem } from '#platform/http/problem';
import { sendProblem } from '#platform/http/send-problem';
import type { Door } from './door.js';
import type { Batch } from './intake.js';

/** What a door says once a body is safe. */
export interface Outcome {
  /** Absent when nothing of the body was a usage record. */
  readonly batch?: Batch;
  /** Records that lack a required field after mapping. */
  readonly unmapped: number;
  /** Items that are no calls of a model. */
  readonly ignored: number;
}

/** Answers in the words of the door's protocol that a body was taken. */
export function answer(door: Door, request: FastifyRequest, reply: FastifyReply, outcome: Outcome): FastifyReply {
  const { batch, unmapped, ignored } = outcome;
  if (door.signal !== undefined) {
    const encoding = encodingOf(request);
    const body = exportReply(door.signal, encoding, unmapped, UNMAPPED);
    return reply.status(200).header('content-type', OTLP_CONTENT_TYPE[encoding]).send(body);
  }
  if (batch === undefined) return reply.status(200).send({ batch: null, state: 'ignored', ignored });
  const beside = { ...(unmapped > 0 ? { unmapped } : {}), ...(ignored > 0 ? { ignored } : {}) };
  return reply.status(batch.state === 'stored' ? 200 : 202).send({ ...batch, ...beside });
}

/** Answers in the words of the door's protocol that a body was not taken. */
export function refuse(door: Door, request: FastifyRequest, reply: FastifyReply, problem: Problem): void {
  const encoding = encodingOf(request);
  if (door.signal === undefined) sendProblem(reply, problem);
  else {
    void reply.header('content-type', OTLP_CONTENT_TYPE[encoding]);
    sendProblem(reply, problem, exportFault(encoding, problem.status, `${problem.message}; ${problem.next}`));
  }
}

const UNMAPPED =
  'no attribute holds what these need, such as account; they are kept in quarantine: mend USEWATCH_OTLP_MAPPING and run usewatch quarantine redrive';

/** A reply has the encoding of its request; protobuf where the request does not say. */
function encodingOf({ headers }: FastifyRequest): OtlpEncoding {
  return /^\s*application\/json\b/i.test(headers['content-type'] ?? '') ? 'json' : 'protobuf';
}
