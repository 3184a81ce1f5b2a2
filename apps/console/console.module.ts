import { type DynamicModule, Module, StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { ApiKeys } from '#casebook/api-keys';
import { Casebook } from '#casebook/casebook';
import { Clock } from '#platform/clock';
import { ApiKeyGuard } from '#platform/http/api-key-guard';
import { Metrics } from '#platform/metrics/metrics';
import type { Installation } from '#platform/open-installation';
import { Warehouse } from '#warehouse/warehouse';
import { outgoingOf } from './enforcement/outgoing.js';
import { SafetyController } from './enforcement/safety.controller.js';
import { WebhooksController } from './enforcement/webhooks.controller.js';
import { EntitiesController } from './entities/entities.controller.js';
import { HealthController } from './health.controller.js';
import { HuntFilesController } from './hunts/hunt-files.controller.js';
import { HuntsController } from './hunts/hunts.controller.js';
import { SavedHuntsController } from './hunts/saved-hunts.controller.js';
import { IncidentsController } from './incidents.controller.js';
import { IngestController } from './ingest.controller.js';
import { MetricsController } from './metrics.controller.js';
import { Readiness } from './readiness.js';
import { ReleasesController } from './releases.controller.js';
import { DEMO, OUTGOING, SPOOL_PROBE, type SpoolProbe } from './tokens.js';

/** What the console needs of an installation. */
export type ConsoleNeeds = Pick<Installation, 'warehouse' | 'casebook' | 'clock' | 'demo'> & {
  readonly secrets: Pick<Installation['secrets'], 'apiKeyPepper' | 'identityKey' | 'pseudonymKey'>;
  readonly config: { readonly enforce: Installation['config']['enforce'] };
  /** Where other stages of this process count as well; its own when absent. */
  readonly metrics?: Metrics;
  /** Absent where nothing is taken in. */
  readonly spool?: SpoolProbe;
};

@Module({})
class ConsoleModule {}

/** Investigators' desk: the JSON API, its description, health and a front page. */
export function consoleModule(needs: ConsoleNeeds): DynamicModule {
  const { warehouse, casebook, clock, demo, secrets, config, metrics = new Metrics(), spool } = needs;
  return {
    module: ConsoleModule,
    controllers: [
      HealthController,
      MetricsController,
      IncidentsController,
      IngestController,
      ReleasesController,
      HuntsController,
      HuntFilesController,
      SavedHuntsController,
      EntitiesController,
      WebhooksController,
      SafetyController,
    ],
    providers: [
      { provide: Warehouse, useValue: warehouse },
      { provide: Casebook, useValue: casebook },
      { provide: Clock, useValue: clock },
      { provide: DEMO, useValue: demo },
      { provide: Metrics, useValue: metrics },
      { provide: SPOOL_PROBE, useValue: spool },
      { provide: OUTGOING, useValue: outgoingOf(warehouse, secrets, config.enforce.webhookNetworks) },
      { provide: ApiKeys, useValue: new ApiKeys(casebook, secrets.apiKeyPepper) },
      { provide: APP_GUARD, useClass: ApiKeyGuard },
      { provide: APP_INTERCEPTOR, useClass: StandardSchemaSerializerInterceptor },
      Readiness,
    ],
  };
}
