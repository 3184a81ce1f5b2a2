import { Clock, SystemClock } from './clock.js';

/**
 * Milliseconds by which clocks that agree may differ, and a minute is what the alarm about clocks allows: those that are kept
 * by NTP stay well within.
 */
const TOLERATED = 60_000;

/** Milliseconds between two looks at the other clocks. */
const LOOKS_EVERY = 60_000;

/** What the time was, and what a clock that never jumps said then, milliseconds. */
interface Agreement {
  readonly at: number;
  readonly steady: number;
}

/**
 * The time on which two clocks of three agree: the machine's, the warehouse's and the casebook's.
 *
 * Receipts are dated by it. A machine whose clock is a year behind would have the warehouse delete at once what was just
 * acknowledged, and refuse today's records as of the future; one that is a year ahead would keep them a year too long. While
 * the machine's clock agrees with another, it is the time; between two looks it may not leave the pace of a clock that never jumps.
 */
export class AgreedClock extends Clock {
  #agreement: Agreement;
  #looking: NodeJS.Timeout | undefined;

  /**
   * @param others  what time it is elsewhere; one that does not answer has no voice
   * @param own     the machine's clock
   * @param steady  milliseconds on a clock that never jumps, from any beginning
   */
  constructor(
    private readonly others: readonly (() => Promise<Date>)[],
    private readonly own: Clock = new SystemClock(),
    private readonly steady: () => number = () => performance.now(),
  ) {
    super();
    this.#agreement = { at: own.now().getTime(), steady: steady() };
  }

  override now(): Date {
    const own = this.own.now().getTime();
    const due = this.#agreement.at + this.steady() - this.#agreement.steady;
    return new Date(Math.abs(own - due) <= TOLERATED ? own : due);
  }

  /** Asks the others and holds to the time on which two agree; while no two do, the time goes on as before. */
  async look(): Promise<void> {
    const answered = await Promise.allSettled(this.others.map((ask) => this.#ahead(ask)));
    const ahead = agreedOffset(answered.flatMap((said) => (said.status === 'fulfilled' ? [said.value] : [])));
    if (ahead === undefined) return;
    this.#agreement = { at: this.own.now().getTime() + ahead, steady: this.steady() };
  }

  /** Looks every minute from now on, until it is stopped. */
  start(): void {
    this.#looking = setInterval(() => void this.look(), LOOKS_EVERY).unref();
  }

  stop(): void {
    clearInterval(this.#looking);
  }

  /** Milliseconds by which another clock is ahead of the machine's; half of the answer's time was its way back. */
  async #ahead(ask: () => Promise<Date>): Promise<number> {
    const [own, steady] = [this.own.now().getTime(), this.steady()];
    const theirs = await ask();
    return theirs.getTime() - own - (this.steady() - steady) / 2;
  }
}

/**
 * By how much the machine's clock is to be set right, so that it agrees with another or, failing that, with two that agree.
 *
 * @param ahead  milliseconds by which each of the others is ahead of the machine's
 * @returns      0 where the machine's is right; undefined where no two clocks agree
 */
export function agreedOffset(ahead: readonly number[]): number | undefined {
  const agree = (one: number, other: number) => Math.abs(one - other) <= TOLERATED;
  if (ahead.some((offset) => agree(offset, 0))) return 0;
  return ahead.find((offset, at) => ahead.slice(0, at).some((other) => agree(offset, other)));
}
