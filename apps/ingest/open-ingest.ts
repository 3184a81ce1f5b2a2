import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Spooled } from '#alarm/spool-depth';
import { ApiKeys } from '#casebook/api-keys';
import { ingestKeys } from '#platform/ingest-keys';
import { memoryHere } from '#platform/memory-here';
import type { Metrics } from '#platform/metrics/metrics';
import type { Installation } from '#platform/open-installation';
import { BatchSpool } from '#spool/batch-spool';
import { SPOOL_BOUNDS, type SpoolBounds, segmentBytesFor } from '#spool/spool-bounds';
import { BodyBudget } from './body-budget.js';
import { DoorGuard } from './door-guard.js';
import { ingestDoors } from './doors.js';
import { Intake } from './intake.js';
import { observeIngest } from './observe-ingest.js';
import { withPart } from './part-lease.js';
import { readMapping } from './read-mapping.js';
import { Refusals } from './refusals.js';
import { SegmentLoader } from './segment-loader.js';
import { SpoolWatch } from './spool-watch.js';
import { TrustedProxies } from './trusted-proxies.js';

/** What ingest needs of an installation. */
export type IngestNeeds = Pick<Installation, 'warehouse' | 'casebook' | 'clock'> & {
  readonly config: Pick<Installation['config'], 'ingest'> & {
    readonly http: Pick<Installation['config']['http'], 'trustedProxies'>;
  };
  readonly directory: Pick<Installation['directory'], 'spool'>;
  /** Of the spool, where they differ from SPOOL_BOUNDS. */
  readonly bounds?: Partial<SpoolBounds>;
  readonly secrets: Pick<
    Installation['secrets'],
    'pseudonymKey' | 'fingerprintKey' | 'identityKey' | 'quarantineKey' | 'apiKeyPepper'
  >;
};

/** The stage that takes usage logs in: doors, spool and loaders. */
export class Ingest implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    /** Adds the doors to an application. */
    readonly doors: (fastify: FastifyInstance) => Promise<void>,
    readonly spool: BatchSpool,
    readonly refusals: Refusals,
    private readonly loader: SegmentLoader,
    private readonly watch: SpoolWatch,
  ) {}

  /** Begins to load, first of all what a dead process left behind. */
  onApplicationBootstrap(): void {
    this.refusals.onApplicationBootstrap();
    this.loader.start();
    this.watch.start();
  }

  /** Ends what is under way; what is not stored yet lies in the spool for the next process. */
  async onApplicationShutdown(): Promise<void> {
    this.watch.stop();
    await this.refusals.onApplicationShutdown();
    await this.loader.close();
    await this.spool.close();
  }

  /** What waits in the spool, and how much may. */
  spooled(): Spooled {
    return this.watch.spooled();
  }

  /** Rejects, saying why, when the spool takes no bodies. */
  async probe(): Promise<void> {
    const room = this.spool.room();
    if (room !== 'free')
      throw new Error(`the spool takes nothing (${room}): ${this.spool.facts().trouble ?? 'no room'}`);
  }
}

/**
 * Opens the stage on an installation; it begins with the application it is given to.
 *
 * @param metrics  where it tells how much waits and how long
 * @param log      gets one line about everything worth telling an operator
 * @throws {SpoolError} when the spool cannot be written
 */
export async function openIngest(needs: IngestNeeds, metrics: Metrics, log: (line: string) => void): Promise<Ingest> {
  const { warehouse, casebook, clock, config, directory, secrets } = needs;
  const bounds = { ...SPOOL_BOUNDS, segmentBytes: segmentBytesFor(memoryHere()), ...needs.bounds };
  const { mapping: path, retainText, futureSeconds } = config.ingest;
  const mapping = await readMapping(path);
  const now = () => clock.now();
  const spool = await BatchSpool.open({ directory: directory.spool, bounds, now, log });
  const budget = new BodyBudget();
  const meters = observeIngest(metrics, spool, budget, now);
  const loader = new SegmentLoader({
    spool,
    warehouse,
    keys: ingestKeys(secrets),
    retainText,
    futureSeconds,
    exclusively: (part, work) => withPart(casebook, part, work),
    log,
    ...meters,
  });
  const { apiKeyPepper: pepper, pseudonymKey } = secrets;
  const refusals = new Refusals(warehouse, metrics);
  const guard = new DoorGuard({ keys: new ApiKeys(casebook, pepper), refusals, clock, pseudonymKey });
  const intake = new Intake({ spool, loader, warehouse, pepper, taken: meters.taken });
  const proxies = new TrustedProxies(config.http.trustedProxies);
  const spooled = () => {
    const { bytes, oldestReceivedAt } = spool.facts();
    return { bytes, mostBytes: bounds.spooledBytes, oldestReceivedAt };
  };
  const watch = new SpoolWatch(spooled, warehouse, now);
  return new Ingest(ingestDoors({ guard, proxies, spool, intake, budget, mapping }), spool, refusals, loader, watch);
}
