import 'reflect-metadata';
import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Metrics } from '#platform/metrics/metrics';
import type { Installation } from '#platform/open-installation';
import { consoleModule } from '../console/console.module.js';
import { openConsole } from '../console/open-console.js';
import { detectModule } from '../detect/detect.module.js';

@Module({})
class SoloModule {}

/** Every stage of one installation in one process: the console's doors and the detectors' clock. */
export function createApplication(installation: Installation): Promise<NestFastifyApplication> {
  const metrics = new Metrics();
  const solo: DynamicModule = {
    module: SoloModule,
    imports: [consoleModule({ ...installation, metrics }), detectModule(installation)],
  };
  return openConsole(solo, (line) => process.stderr.write(`${line}\n`));
}
