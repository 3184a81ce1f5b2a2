import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './problem-of.js';

/** Seconds a client had better wait before it asks again; stores come back within a few. */
const RETRY_AFTER = '5';

/** Answers every error in the one shape, and tells the log what the client need not know. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(error, request.id);
    if (problem.status >= 500)
      this.#log.error(error instanceof Error ? (error.stack ?? error.message) : String(error), request.id);
    if (problem.status === 503) void reply.header('retry-after', RETRY_AFTER);
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="usewatch"');
    void reply.status(problem.status).send(problem.body());
  }
}
