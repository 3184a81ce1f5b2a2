import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Metrics } from './metrics.js';

/** Methods told apart; a client may send any other word. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Seconds; the promise for an acknowledgement is 0.1, and a batch that waits to be stored may take a minute. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * Counts and times every request by its route, never by its address, which anybody can vary without end.
 *
 * @param adapter  whose routes are not registered yet
 */
export function observeRequests(adapter: FastifyAdapter, metrics: Metrics): void {
  const seconds = metrics.histogram(
    {
      name: 'http_request_seconds',
      help: 'Time from the first byte of a request to the last of its answer.',
      labels: ['route', 'method', 'status'],
    },
    BOUNDS,
  );
  adapter.getInstance().addHook('onResponse', async ({ method, routeOptions }, reply) => {
    const labels = {
      route: routeOptions.url ?? 'none',
      method: METHODS.has(method) ? method : 'other',
      status: `${Math.floor(reply.statusCode / 100)}xx`,
    };
    seconds.observe(labels, reply.elapsedTime / 1_000);
  });
}
