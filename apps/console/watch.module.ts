import { type DynamicModule, Module, StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { Spooled } from '#alarm/spool-depth';
import { ApiKeys } from '#casebook/api-keys';
import { Casebook } from '#casebook/casebook';
import { Clock, SystemClock } from '#platform/clock';
import { Metrics } from '#platform/metrics/metrics';
import type { Installation } from '#platform/open-installation';
import { Warehouse } from '#warehouse/warehouse';
import { AccessGuard } from './access/access-guard.js';
import { SignedIn } from './access/signed-in.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { Readiness } from './readiness.js';
import { OwnAlarms } from './status/own-alarms.js';
import { StatusController } from './status/status.controller.js';
import { SPOOL_PROBE, SPOOLED, type SpoolProbe, WALL_CLOCK } from './tokens.js';

/** What a process needs to be watched. */
export type WatchNeeds = Pick<Installation, 'warehouse' | 'casebook' | 'clock'> & {
  readonly secrets: Pick<Installation['secrets'], 'apiKeyPepper'>;
  readonly metrics: Metrics;
  /** Absent where nothing is taken in. */
  readonly spool?: SpoolProbe;
  /** As `spool`. */
  readonly spooled?: () => Spooled;
};

@Module({})
class WatchModule {}

/** Health, metrics and status of a process that serves other stages than the console. */
export function watchModule({
  warehouse,
  casebook,
  clock,
  secrets,
  metrics,
  spool,
  spooled,
}: WatchNeeds): DynamicModule {
  return {
    module: WatchModule,
    controllers: [HealthController, MetricsController, StatusController],
    providers: [
      { provide: Warehouse, useValue: warehouse },
      { provide: Casebook, useValue: casebook },
      { provide: Clock, useValue: clock },
      { provide: WALL_CLOCK, useValue: new SystemClock() },
      { provide: Metrics, useValue: metrics },
      { provide: SPOOL_PROBE, useValue: spool },
      { provide: SPOOLED, useValue: spooled },
      { provide: ApiKeys, useValue: new ApiKeys(casebook, secrets.apiKeyPepper) },
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: APP_INTERCEPTOR, useClass: StandardSchemaSerializerInterceptor },
      SignedIn,
      Readiness,
      OwnAlarms,
    ],
  };
}
