import { Inject, Injectable } from '@nestjs/common';
import { ALARM_STATES, type Alarm } from '#alarm/alarm';
import type { Spooled } from '#alarm/spool-depth';
import { Casebook } from '#casebook/casebook';
import { Clock, SystemClock } from '#platform/clock';
import { Metrics } from '#platform/metrics/metrics';
import { Warehouse } from '#warehouse/warehouse';
import { SPOOLED } from '../tokens.js';
import { lookAtOurselves } from './look-at-ourselves.js';

/** Milliseconds for which a look is good: Prometheus asks every 15 s, and nothing here changes faster. */
const GOOD_FOR = 10_000;

/** What a look came to, and when it was. */
export interface Look {
  readonly at: Date;
  readonly alarms: readonly Alarm[];
}

/** Looks at the installation itself for whoever asks, and once for all who ask at a time. */
@Injectable()
export class OwnAlarms {
  // Never the demonstration's: how far two clocks are apart is asked of clocks that go.
  readonly #wall = new SystemClock();
  #last: { readonly until: number; readonly look: Promise<Look> } | undefined;

  constructor(
    private readonly warehouse: Warehouse,
    private readonly casebook: Casebook,
    private readonly clock: Clock,
    @Inject(SPOOLED) private readonly spooled: (() => Spooled) | undefined,
    metrics: Metrics,
  ) {
    metrics.gauge(
      {
        name: 'alarm_value',
        help: 'What an alarm about the installation itself is judged by, in the unit of its label.',
        labels: ['alarm', 'about', 'unit'],
      },
      async (gauge) => {
        const { alarms } = await this.look();
        // A detector or source that is gone must not go on as it was.
        gauge.reset();
        for (const { name, about, unit, value } of alarms)
          if (value !== null) gauge.set({ alarm: name, about, unit }, value);
      },
    );
    metrics.gauge(
      {
        name: 'alarm_state',
        help: 'State of an alarm about the installation itself: 0 calm, 1 unknown, 2 warning, 3 alarm.',
        labels: ['alarm', 'about'],
      },
      async (gauge) => {
        const { alarms } = await this.look();
        gauge.reset();
        for (const { name, about, state } of alarms) gauge.set({ alarm: name, about }, ALARM_STATES.indexOf(state));
      },
    );
  }

  /** The latest look, at most 10 s old. */
  look(): Promise<Look> {
    const now = performance.now();
    if (this.#last === undefined || this.#last.until <= now) {
      const { warehouse, casebook, clock, spooled } = this;
      const at = clock.now();
      const look = lookAtOurselves({ warehouse, casebook, clock, wall: this.#wall, spooled }).then((alarms) => ({
        at,
        alarms,
      }));
      this.#last = { until: now + GOOD_FOR, look };
    }
    return this.#last.look;
  }
}
