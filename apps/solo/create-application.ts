import 'reflect-metadata';
import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuditTrail } from '#casebook/audit-trail';
import type { RefusedFilter } from '#ingest/quarantine/refused';
import { openDoor } from '#platform/http/open-door';
import { Metrics } from '#platform/metrics/metrics';
import type { Installation } from '#platform/open-installation';
import { type ConsoleNeeds, consoleModule } from '../console/console.module.js';
import { openConsole } from '../console/open-console.js';
import { watchModule } from '../console/watch.module.js';
import { detectModule } from '../detect/detect.module.js';
import { describeEnforce } from '../enforce/describe-enforce.js';
import { enforceModule } from '../enforce/enforce.module.js';
import { openEnforce } from '../enforce/open-enforce.js';
import { describeDoors } from '../ingest/describe-doors.js';
import { ingestModule } from '../ingest/ingest.module.js';
import { openIngest } from '../ingest/open-ingest.js';
import { redriveRefused } from '../ingest/redriver.js';
import { openReleaseDesk } from '../publish/open-release-desk.js';
import { siteDoor } from '../publish/site-door.js';
import { systemBytes } from '../publish/system-bytes.js';
import { relayModule } from '../relay/relay.module.js';
import { drawSample } from '../sample/draw-sample.js';
import { sampleModule } from '../sample/sample.module.js';
import type { Stage } from './stages.js';

@Module({})
class SoloModule {}

/** What people of the desk may ask other stages for. */
function askedOnDesk(installation: Installation, takesIn: boolean): Pick<ConsoleNeeds, 'drawSample' | 'redrive'> {
  const { casebook, warehouse, clock, secrets } = installation;
  const trail = new AuditTrail(secrets.apiKeyPepper);
  const never = new AbortController().signal;
  return {
    drawSample: (week, drawnBy) =>
      drawSample({ casebook, warehouse, trail, now: clock.now(), wall: new Date() }, { week, drawnBy }),
    ...(takesIn
      ? { redrive: (filter: RefusedFilter) => redriveRefused(installation, filter, () => undefined, never) }
      : {}),
  };
}

/**
 * Some stages of one installation in one process, or all of them: the doors of ingest and console, the loaders, the clocks.
 *
 * Whatever it serves, it tells of its own health, metrics and alarms.
 */
export async function createApplication(
  installation: Installation,
  stages: readonly Stage[],
): Promise<NestFastifyApplication> {
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const serves = (stage: Stage) => stages.includes(stage);
  const metrics = new Metrics();
  const ingest = serves('ingest') ? await openIngest(installation, metrics, log) : undefined;
  const enforce = serves('console') ? openEnforce(installation) : undefined;
  const watched = {
    ...{ ...installation, metrics },
    ...(ingest === undefined ? {} : { spool: () => ingest.probe(), spooled: () => ingest.spooled() }),
  };
  const module: DynamicModule = {
    module: SoloModule,
    // Nest ends them in reverse: no detector judges any more when the last segment is stored.
    imports: [
      ...(ingest === undefined ? [] : [ingestModule(ingest)]),
      serves('console')
        ? consoleModule({
            ...watched,
            ...(serves('publish') ? { releases: releaseDesk(installation, log) } : {}),
            ...askedOnDesk(installation, serves('ingest')),
          })
        : watchModule(watched),
      ...(serves('detect') ? [detectModule(installation)] : []),
      ...(enforce === undefined ? [] : [enforceModule(enforce), relayModule(installation)]),
      ...(serves('detect') ? [sampleModule(installation)] : []),
    ],
  };
  const application = serves('console')
    ? await openConsole(module, log, (document) =>
        describeEnforce(ingest === undefined ? document : describeDoors(document)),
      )
    : await openDoor(module, log);
  const server = application.getHttpAdapter().getInstance();
  if (ingest !== undefined) await server.register(ingest.doors);
  if (enforce !== undefined) await server.register(enforce.doors);
  if (serves('publish')) await server.register(siteDoor(join(installation.directory.releases, 'site')));
  return application;
}

/** Releases as people at the desk drive them, by the installation's own clock. */
function releaseDesk(
  { casebook, warehouse, clock, directory, secrets, demo }: Installation,
  log: (line: string) => void,
) {
  return openReleaseDesk(
    (actor) => ({
      ...{ casebook, warehouse, secrets, demo, actor, at: clock.now() },
      ...{ directory: directory.releases, bytes: systemBytes },
    }),
    log,
  );
}
