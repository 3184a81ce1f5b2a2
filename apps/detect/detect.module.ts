import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { Casebook } from '#casebook/casebook';
import { catalogue } from '#detect/catalogue';
import { Clock } from '#platform/clock';
import type { Installation } from '#platform/open-installation';
import { Warehouse } from '#warehouse/warehouse';
import { DETECTORS, DetectClock, EVERY_SECONDS } from './detect.clock.js';
import { nameNetworks } from './follow-names.js';

/** What detecting needs of an installation. */
export type DetectNeeds = Pick<Installation, 'warehouse' | 'casebook' | 'clock' | 'secrets'> & {
  readonly config: Pick<Installation['config'], 'detect'>;
};

@Module({})
class DetectModule {}

/** The clock that puts detectors to windows. */
export function detectModule({ warehouse, casebook, clock, secrets, config }: DetectNeeds): DynamicModule {
  return {
    module: DetectModule,
    imports: [ScheduleModule.forRoot()],
    providers: [
      { provide: Warehouse, useValue: warehouse },
      // Networks have the names of today before the clock first ticks.
      { provide: Casebook, useFactory: () => nameNetworks({ casebook, clock }, secrets).then(() => casebook) },
      { provide: Clock, useValue: clock },
      { provide: EVERY_SECONDS, useValue: config.detect.everySeconds },
      { provide: DETECTORS, useValue: catalogue },
      DetectClock,
    ],
    exports: [DetectClock],
  };
}
