import 'reflect-metadata';
import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuditTrail } from '#casebook/audit-trail';
import { Metrics } from '#platform/metrics/metrics';
import type { Installation } from '#platform/open-installation';
import { type ConsoleNeeds, consoleModule } from '../console/console.module.js';
import { openConsole } from '../console/open-console.js';
import { detectModule } from '../detect/detect.module.js';
import { describeEnforce } from '../enforce/describe-enforce.js';
import { enforceModule } from '../enforce/enforce.module.js';
import { openEnforce } from '../enforce/open-enforce.js';
import { describeDoors } from '../ingest/describe-doors.js';
import { ingestModule } from '../ingest/ingest.module.js';
import { openIngest } from '../ingest/open-ingest.js';
import { redriveRefused } from '../ingest/redriver.js';
import { siteDoor } from '../publish/site-door.js';
import { relayModule } from '../relay/relay.module.js';
import { drawSample } from '../sample/draw-sample.js';
import { sampleModule } from '../sample/sample.module.js';

@Module({})
class SoloModule {}

/** What people of the desk may ask other stages for. */
function askedOnDesk(installation: Installation): Pick<ConsoleNeeds, 'drawSample' | 'redrive'> {
  const { casebook, warehouse, clock, secrets } = installation;
  const trail = new AuditTrail(secrets.apiKeyPepper);
  const never = new AbortController().signal;
  return {
    drawSample: (week, drawnBy) =>
      drawSample({ casebook, warehouse, trail, now: clock.now(), wall: new Date() }, { week, drawnBy }),
    redrive: (filter) => redriveRefused(installation, filter, () => undefined, never),
  };
}

/** Every stage of one installation in one process: the doors of ingest and console, the loaders, the detectors' clock. */
export async function createApplication(installation: Installation): Promise<NestFastifyApplication> {
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const metrics = new Metrics();
  const ingest = await openIngest(installation, metrics, log);
  const enforce = openEnforce(installation);
  const spool = () => ingest.probe();
  const solo: DynamicModule = {
    module: SoloModule,
    // Nest ends them in reverse: no detector judges any more when the last segment is stored.
    imports: [
      ingestModule(ingest),
      consoleModule({ ...installation, metrics, spool, ...askedOnDesk(installation) }),
      detectModule(installation),
      enforceModule(enforce),
      relayModule(installation),
      sampleModule(installation),
    ],
  };
  const application = await openConsole(solo, log, (document) => describeEnforce(describeDoors(document)));
  await application.getHttpAdapter().getInstance().register(ingest.doors);
  await application.getHttpAdapter().getInstance().register(enforce.doors);
  await application
    .getHttpAdapter()
    .getInstance()
    .register(siteDoor(join(installation.directory.releases, 'site')));
  return application;
}
