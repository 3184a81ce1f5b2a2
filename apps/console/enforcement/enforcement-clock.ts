import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EnforcementDesk } from './enforcement-desk.js';

/** Milliseconds between two looks for actions that have fallen due; jitter is told in minutes. */
const EVERY = 5_000;

/** Does what staged action sets have fallen due to do, and ends what has expired. */
@Injectable()
export class EnforcementClock implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #log = new Logger('enforcement');
  #timer: NodeJS.Timeout | undefined;
  #underWay: Promise<void> | undefined;

  constructor(private readonly desk: EnforcementDesk) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.tick(), EVERY);
    this.#timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#underWay;
  }

  /** Looks once; a tick while another is under way waits for that one. */
  tick(): Promise<void> {
    this.#underWay ??= this.desk
      .settleDue()
      .then(
        (changed) => {
          if (changed > 0) this.#log.log(`${changed} action sets went on`);
        },
        // The casebook comes back by itself; the next tick finds the same due.
        (error: Error) => this.#log.error(error.message),
      )
      .finally(() => {
        this.#underWay = undefined;
      });
    return this.#underWay;
  }
}
