import { type DynamicModule, Module, StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { ApiKeys } from '#casebook/api-keys';
import { Casebook } from '#casebook/casebook';
import { Clock } from '#platform/clock';
import { ApiKeyGuard } from '#platform/http/api-key-guard';
import type { Installation } from '#platform/open-installation';
import { Warehouse } from '#warehouse/warehouse';
import { FrontPageController } from './front-page.controller.js';
import { HealthController } from './health.controller.js';
import { IncidentsController } from './incidents.controller.js';
import { IngestController } from './ingest.controller.js';
import { Readiness } from './readiness.js';
import { ReleasesController } from './releases.controller.js';
import { DEMO } from './tokens.js';

/** What the console needs of an installation. */
export type ConsoleNeeds = Pick<Installation, 'warehouse' | 'casebook' | 'clock' | 'demo'> & {
  readonly secrets: Pick<Installation['secrets'], 'apiKeyPepper'>;
};

@Module({})
class ConsoleModule {}

/** Investigators' desk: the JSON API, its description, health and a front page. */
export function consoleModule({ warehouse, casebook, clock, demo, secrets }: ConsoleNeeds): DynamicModule {
  return {
    module: ConsoleModule,
    controllers: [FrontPageController, HealthController, IncidentsController, IngestController, ReleasesController],
    providers: [
      { provide: Warehouse, useValue: warehouse },
      { provide: Casebook, useValue: casebook },
      { provide: Clock, useValue: clock },
      { provide: DEMO, useValue: demo },
      { provide: ApiKeys, useValue: new ApiKeys(casebook, secrets.apiKeyPepper) },
      { provide: APP_GUARD, useClass: ApiKeyGuard },
      { provide: APP_INTERCEPTOR, useClass: StandardSchemaSerializerInterceptor },
      Readiness,
    ],
  };
}
