import { HttpException } from '@nestjs/common';
import { CasebookError } from '#casebook/casebook-error';
import { WarehouseError } from '#warehouse/warehouse-error';
import { Problem } from './problem.js';

/** Refusals of the framework and the HTTP server: code, what went wrong, what to do. */
const REFUSALS: Readonly<Record<number, readonly [code: string, message: string, next: string]>> = {
  400: ['bad_request', 'the request cannot be read', 'send well-formed HTTP, and JSON in the body'],
  404: ['not_found', 'there is nothing at this address', 'see /docs for what there is'],
  405: ['method_not_allowed', 'this address does not take this method', 'see /docs for the methods it takes'],
  413: ['too_large', 'the body is larger than this address takes', 'send less at once'],
  414: ['address_too_long', 'the address is too long', 'shorten its parameters'],
  415: ['unsupported_media_type', 'the body is not JSON', 'send it with content-type: application/json'],
  431: ['headers_too_large', 'the headers are too large', 'send fewer of them'],
};

/**
 * What to answer to an error, without its stack or anything else of our inside.
 *
 * @param error      anything thrown
 * @param requestId  under which the log tells more
 */
export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof Problem) return error;
  const status = statusOf(error);
  const refusal = status === undefined ? undefined : REFUSALS[status];
  if (status !== undefined && refusal !== undefined) return new Problem(status, ...refusal, { cause: error });
  if (status !== undefined && status < 500) {
    return new Problem(status, 'refused', 'the request is refused', 'see /docs for what is accepted', { cause: error });
  }
  const store = storeOf(error);
  if (store !== undefined) {
    return new Problem(503, 'store_unavailable', `the ${store} does not answer`, 'try again in a few seconds', {
      cause: error,
    });
  }
  return new Problem(
    500,
    'internal',
    'the service failed to answer',
    `give the operator request id ${requestId}; the log tells more`,
    { cause: error },
  );
}

function statusOf(error: unknown): number | undefined {
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown })?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : undefined;
}

function storeOf(error: unknown): string | undefined {
  if (error instanceof CasebookError && error.retryable) return 'casebook';
  if (error instanceof WarehouseError && error.retryable) return 'warehouse';
  return undefined;
}
