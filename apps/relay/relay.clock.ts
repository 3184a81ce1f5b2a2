import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Casebook } from '#casebook/casebook';
import { Warehouse } from '#warehouse/warehouse';
import { relayFacts } from './relay-facts.js';
import { relayRuns } from './relay-runs.js';
import { relayMeasures, relayStanding } from './relay-standing.js';

/** Milliseconds between two looks for facts; dashboards are looked at by the minute. */
const LOOK_EVERY = 2_000;

/** Milliseconds between two looks at how runs, releases and the house itself stand. */
const STAND_EVERY = 60_000;

/** Milliseconds until somebody asks again for the lease that another process holds, or after a store failed. */
const TRY_AGAIN_AFTER = 5_000;

/** Brings to the warehouse what dashboards need of the casebook; one process does, for as long as it lives. */
@Injectable()
export class RelayClock implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #log = new Logger('relay');
  readonly #end = new AbortController();
  #underWay: Promise<void> | undefined;

  constructor(
    private readonly casebook: Casebook,
    private readonly warehouse: Warehouse,
  ) {}

  onApplicationBootstrap(): void {
    this.#underWay = this.#keepOn();
  }

  /** Lets the batch under way end. */
  async onModuleDestroy(): Promise<void> {
    this.#end.abort();
    await this.#underWay;
  }

  async #keepOn(): Promise<void> {
    while (!this.#end.signal.aborted) {
      await this.casebook
        .tryLease('relay', (lost) => this.#tell(AbortSignal.any([lost, this.#end.signal])))
        // The stores come back by themselves, and what was not acknowledged waits in the casebook.
        .catch((error: Error) => this.#log.warn(error.message));
      await rest(TRY_AGAIN_AFTER, this.#end.signal);
    }
  }

  async #tell(signal: AbortSignal): Promise<void> {
    const places = { casebook: this.casebook, warehouse: this.warehouse };
    const told = { runs: new Map<string, number>(), standing: new Map<string, string>() };
    let standAt = 0;
    while (!signal.aborted) {
      await relayFacts(places, signal);
      if (performance.now() >= standAt) {
        await relayRuns(places, told.runs);
        await relayStanding(places, told.standing, new Date());
        await relayMeasures(places, () => new Date());
        standAt = performance.now() + STAND_EVERY;
      }
      await rest(LOOK_EVERY, signal);
    }
  }
}

async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
}
