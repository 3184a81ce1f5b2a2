import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { apiDocument, serveDocument } from '#platform/http/describe-api';
import { openDoor } from '#platform/http/open-door';
import { servePages } from './serve-pages.js';
import { DEMO } from './tokens.js';

/** Of the API, not of the programme: it moves when an answer changes its shape. */
const API = {
  title: 'Usewatch',
  description:
    'Incidents found in the usage logs of an AI API, decisions on them, and releases of public tables. Accounts appear under keyed pseudonyms. Every error has the one shape of `Problem`.',
  version: '1.0.0',
};

/**
 * Builds the console's HTTP application, with its description at `/docs` and `/openapi.json`, and the pages at every other address.
 *
 * @param module    `consoleModule(…)`, or one that imports it
 * @param log       gets one JSON object a line
 * @param complete  adds what stands beside Nest's routes to the description
 */
export async function openConsole(
  module: Type | DynamicModule,
  log: (line: string) => void,
  complete: (document: OpenAPIObject) => OpenAPIObject = (document) => document,
): Promise<NestFastifyApplication> {
  const application = await openDoor(module, log);
  serveDocument(application, API.title, () => complete(apiDocument(application, API)));
  await servePages(application.getHttpAdapter().getInstance(), application.get<boolean>(DEMO, { strict: false }));
  return application;
}
