import { ALARM_STATES } from '#alarm/alarm';
import { type Spooled, spoolDepth } from '#alarm/spool-depth';
import type { Warehouse } from '#warehouse/warehouse';

/** Milliseconds between two measures; Grafana's rules look every five minutes. */
const TELL_EVERY = 60_000;

/**
 * Tells the warehouse how the spool of this process stands, as `/status` judges it. No store knows of a spool, so that
 * Grafana would not.
 */
export class SpoolWatch {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    /** What waits in the spool, and how much may. */
    readonly spooled: () => Spooled,
    private readonly warehouse: Pick<Warehouse, 'write'>,
    /** By which receipts are dated. */
    private readonly now: () => Date,
  ) {}

  start(): void {
    // A warehouse that does not answer is told by the loader, and a measure of then is of no use later.
    this.#timer = setInterval(() => void this.tell().catch(() => undefined), TELL_EVERY).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Writes one measure. @throws {WarehouseError} when the warehouse does not take it */
  async tell(): Promise<void> {
    const { state } = spoolDepth('this process', this.spooled(), this.now());
    const at = new Date().toISOString().slice(0, 19).replace('T', ' ');
    await this.warehouse.write('house_measure', [{ at, measure: 'spool_state', value: ALARM_STATES.indexOf(state) }]);
  }
}
