import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/**
 * The OpenAPI document of an application, made of the schemas its routes really check.
 *
 * @param application  with its routes known
 * @param api          title, description, version
 */
export function apiDocument(
  application: INestApplication,
  { title, description, version }: { title: string; description: string; version: string },
): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setDescription(description)
    .setVersion(version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'uw_…', description: 'A key with the scope named' })
    .addSecurity('session', {
      type: 'apiKey',
      in: 'cookie',
      name: '__Host-usewatch',
      description: 'A person who is signed in and whose role has the right named',
    })
    .build();
  return SwaggerModule.createDocument(application, settings, {
    operationIdFactory: (_controller, method) => method,
    autoTagControllers: false,
  });
}

/**
 * Serves the document at `/openapi.json` and a page to read and try it at `/docs`.
 *
 * @param describe  makes it, for the first who asks: it takes longer than all else of a start
 */
export function serveDocument(application: INestApplication, title: string, describe: () => OpenAPIObject): void {
  SwaggerModule.setup('docs', application, describe, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: title,
  });
}
