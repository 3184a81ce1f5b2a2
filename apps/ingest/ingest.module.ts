import { type DynamicModule, Module } from '@nestjs/common';
import { Ingest } from './open-ingest.js';

@Module({})
class IngestModule {}

/** Lets the stage begin and end with the application. */
export function ingestModule(ingest: Ingest): DynamicModule {
  return { module: IngestModule, providers: [{ provide: Ingest, useValue: ingest }] };
}
