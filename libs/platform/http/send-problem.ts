import type { FastifyReply } from 'fastify';
import type { Problem } from './problem.js';

/** Seconds a client had better wait before it asks again; stores come back within a few. */
const RETRY_AFTER = '5';

/**
 * Sends a problem with the headers its status calls for.
 *
 * @param body  the problem in the words of the door's own protocol; ours when absent
 */
export function sendProblem(reply: FastifyReply, problem: Problem, body: unknown = problem.body()): void {
  const { status } = problem;
  if ((status === 503 || status === 429) && !reply.hasHeader('retry-after'))
    void reply.header('retry-after', RETRY_AFTER);
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="usewatch"');
  void reply.status(status).send(body);
}
