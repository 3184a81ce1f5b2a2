import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { Casebook } from '#casebook/casebook';
import { catalogue } from '#detect/catalogue';
import { Clock } from '#platform/clock';
import type { Installation } from '#platform/open-installation';
import { Warehouse } from '#warehouse/warehouse';
import { DETECTORS, DetectClock, EVERY_SECONDS } from './detect.clock.js';

/** What detecting needs of an installation. */
export type DetectNeeds = Pick<Installation, 'warehouse' | 'casebook' | 'clock'> & {
  readonly config: Pick<Installation['config'], 'detect'>;
};

@Module({})
class DetectModule {}

/** The clock that puts detectors to windows. */
export function detectModule({ warehouse, casebook, clock, config }: DetectNeeds): DynamicModule {
  return {
    module: DetectModule,
    imports: [ScheduleModule.forRoot()],
    providers: [
      { provide: Warehouse, useValue: warehouse },
      { provide: Casebook, useValue: casebook },
      { provide: Clock, useValue: clock },
      { provide: EVERY_SECONDS, useValue: config.detect.everySeconds },
      { provide: DETECTORS, useValue: catalogue },
      DetectClock,
    ],
    exports: [DetectClock],
  };
}
