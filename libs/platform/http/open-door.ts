import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { type DynamicModule, Logger, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { JsonLogger } from '#platform/logging/json-logger';
import { Metrics } from '#platform/metrics/metrics';
import { observeRequests } from '#platform/metrics/observe-requests';
import { ProblemFilter } from './problem-filter.js';
import { problemOf } from './problem-of.js';
import { RequestValidation } from './request-validation.js';
import { securityHeaders } from './security-headers.js';

/** Bytes of a body; the longest reason with all its escapes takes 12,000. */
const LARGEST_BODY = 65_536;

/** Milliseconds a client may take to send its whole request; slower ones hold a socket for nothing. */
const REQUEST_WITHIN = 30_000;

/** Milliseconds a client may take for its headers alone, and between two looks for clients that are too slow. */
const SLOW_CLIENTS = { headersTimeout: 10_000, connectionsCheckingInterval: 1_000 };

/** Characters of a part of a path. */
const LONGEST_PARAMETER = 200;

/**
 * Builds the HTTP application of a module: one shape of error, checked parameters, safe headers, one log line a request.
 *
 * The log names the route, never the address with its parameters, and neither headers nor bodies, so that no key and
 * no text can get into it.
 *
 * @param module  what to serve; provides `Metrics`
 * @param log     gets one JSON object a line
 */
export async function openDoor(
  module: Type | DynamicModule,
  log: (line: string) => void,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: LARGEST_BODY,
    requestTimeout: REQUEST_WITHIN,
    http: SLOW_CLIENTS,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    // A name chosen by the client could stand for somebody else's request.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    // Addresses that cannot be read are met before any hook and filter.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(error, request.id);
      void reply.headers(securityHeaders('/')).status(problem.status).send(problem.body());
    },
  });
  // Bodies are JSON or refused; Nest's own parsers, left out below, would take forms as well.
  adapter.getInstance().removeContentTypeParser('text/plain');
  const logger = new JsonLogger(log);
  const requests = new Logger('request');
  adapter
    .getInstance()
    .addHook('onSend', async (request, reply) => {
      reply.header('x-request-id', request.id);
      for (const [name, value] of Object.entries(securityHeaders(request.url))) {
        if (!reply.hasHeader(name)) reply.header(name, value);
      }
    })
    .addHook('onResponse', async (request, reply) => {
      requests.log({
        request: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      });
    });
  const application = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger, bodyParser: false });
  observeRequests(adapter, application.get(Metrics, { strict: false }));
  application.useGlobalPipes(new RequestValidation());
  application.useGlobalFilters(new ProblemFilter());
  return application;
}
