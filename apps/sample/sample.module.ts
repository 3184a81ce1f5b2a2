import { type DynamicModule, Module } from '@nestjs/common';
import { SampleClock } from './sample.clock.js';
import { SampleDesk, type SampleNeeds } from './sample-desk.js';

@Module({})
class SampleModule {}

/** The clock that draws each week's audit sample. */
export function sampleModule(needs: SampleNeeds): DynamicModule {
  return {
    module: SampleModule,
    providers: [{ provide: SampleDesk, useValue: new SampleDesk(needs) }, SampleClock],
  };
}
