import { type DynamicModule, Module } from '@nestjs/common';
import { Casebook } from '#casebook/casebook';
import type { Installation } from '#platform/open-installation';
import { Warehouse } from '#warehouse/warehouse';
import { RelayClock } from './relay.clock.js';

@Module({})
class RelayModule {}

/** Lets the warehouse learn what happens to incidents while the application runs. */
export function relayModule({ casebook, warehouse }: Pick<Installation, 'casebook' | 'warehouse'>): DynamicModule {
  return {
    module: RelayModule,
    providers: [{ provide: Casebook, useValue: casebook }, { provide: Warehouse, useValue: warehouse }, RelayClock],
  };
}
