import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SampleDesk } from './sample-desk.js';

/** Milliseconds between two looks for weeks that have not been drawn. */
const EVERY = 600_000;

/** Draws the audit sample of each week once it has ended and settled. */
@Injectable()
export class SampleClock implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #log = new Logger('sample');
  #timer: NodeJS.Timeout | undefined;
  #underWay: Promise<void> | undefined;

  constructor(private readonly desk: SampleDesk) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.tick(), EVERY).unref();
    void this.tick();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#underWay;
  }

  /** Draws what is owed; a tick while another is under way waits for that one. */
  tick(): Promise<void> {
    this.#underWay ??= this.desk
      .drawOwed()
      .then(
        (weeks) => {
          for (const week of weeks) this.#log.log(`the audit sample of ${week} waits for review`);
        },
        // The stores come back by themselves; the next tick finds the same weeks owed.
        (error: Error) => this.#log.error(error.message),
      )
      .finally(() => {
        this.#underWay = undefined;
      });
    return this.#underWay;
  }
}
