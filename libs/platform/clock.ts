/** Tells the time; the only source of "now" for decisions. */
export abstract class Clock {
  abstract now(): Date;
}

/** The machine's clock. */
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}

/** A clock that stands at an instant until somebody moves it: demonstrations and tests decide on it. */
export class StandingClock extends Clock {
  #at: Date;

  constructor(at: Date) {
    super();
    this.#at = at;
  }

  override now(): Date {
    return new Date(this.#at);
  }

  /** @throws {RangeError} when the clock would run backwards */
  moveTo(at: Date): void {
    if (at < this.#at) throw new RangeError('moveTo requires an instant no earlier than the clock');
    this.#at = at;
  }
}
