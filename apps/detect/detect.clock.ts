import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Casebook } from '#casebook/casebook';
import type { Detector } from '#detect/detector';
import { Clock } from '#platform/clock';
import { Warehouse } from '#warehouse/warehouse';
import { catchUp, lookAfter } from './catch-up.js';
import type { Judgement } from './run-detector.js';

/** Token of the seconds between two ticks. */
export const EVERY_SECONDS = Symbol('seconds between two looks for windows that are due');

/** Token of the detectors it ticks for. */
export const DETECTORS = Symbol('detectors that the clock puts to windows');

/**
 * Puts every detector to its windows as they fall due.
 *
 * It only ticks: what is owed is read from the ledger each time, so nothing is lost with the process. A tick that finds
 * the one before it still at work does nothing.
 */
@Injectable()
export class DetectClock implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #log = new Logger('detect');
  readonly #end = new AbortController();
  /** When each detector was last caught up with since this process began. */
  readonly #caughtUp = new Map<string, Date>();
  #underWay: Promise<void> | undefined;

  constructor(
    private readonly scheduler: SchedulerRegistry,
    private readonly warehouse: Warehouse,
    private readonly casebook: Casebook,
    private readonly clock: Clock,
    @Inject(EVERY_SECONDS) private readonly everySeconds: number,
    @Inject(DETECTORS) private readonly detectors: readonly Detector[],
  ) {}

  onApplicationBootstrap(): void {
    this.scheduler.addInterval(
      'detect',
      setInterval(() => void this.tick(), this.everySeconds * 1_000),
    );
    void this.tick();
  }

  /** Lets the window under way end, and begins no other. */
  async onModuleDestroy(): Promise<void> {
    this.#end.abort();
    if (this.scheduler.doesExist('interval', 'detect')) this.scheduler.deleteInterval('detect');
    await this.#underWay;
  }

  /** Judges what is due; a tick while another is under way waits for that one. */
  tick(): Promise<void> {
    this.#underWay ??= this.#catchUp().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #catchUp(): Promise<void> {
    for (const detector of this.detectors) {
      if (this.#end.signal.aborted) return;
      const { warehouse, casebook, clock } = this;
      const now = clock.now();
      const look = lookAfter(this.#caughtUp.get(detector.name), now);
      try {
        const judgement = await catchUp({ warehouse, casebook, clock, detector }, look, this.#end.signal);
        if (judgement === undefined) continue;
        this.#tell(judgement);
        if (!judgement.stopped) this.#caughtUp.set(detector.name, now);
      } catch (error) {
        // The stores come back by themselves; the next tick finds the same windows due.
        this.#log.error(`${detector.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  #tell({ detector, judged, findings, withheld, opened, changed, failures }: Judgement): void {
    for (const failure of failures) this.#log.error(`${detector}: ${failure}`);
    if (judged === 0) return;
    this.#log.log(
      `${detector}: ${judged} windows judged, ${findings} findings, ${withheld} withheld, ${opened} incidents opened, ${changed} changed`,
    );
  }
}
