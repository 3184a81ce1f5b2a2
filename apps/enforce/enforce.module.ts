import { type DynamicModule, Module } from '@nestjs/common';
import { Enforce } from './open-enforce.js';

@Module({})
class EnforceModule {}

/** Lets the stage begin and end with the application. */
export function enforceModule(enforce: Enforce): DynamicModule {
  return { module: EnforceModule, providers: [{ provide: Enforce, useValue: enforce }] };
}
