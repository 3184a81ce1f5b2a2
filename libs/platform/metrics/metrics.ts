import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What a metric is called and what it counts; its labels take few values: no account, no key, no address. */
export interface MetricName<Label extends string> {
  /** snake_case with its unit at the end, without the prefix `usewatch_`. */
  readonly name: string;
  /** One sentence. */
  readonly help: string;
  readonly labels?: readonly Label[];
}

/**
 * What one application tells of itself to whoever watches it.
 *
 * It has a registry of its own, so that two applications in one process do not add up.
 */
export class Metrics {
  readonly #registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  /** The content type of `text`. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Something that only grows; its name ends in `_total`. */
  counter<Label extends string = never>(metric: MetricName<Label>): Counter<Label> {
    return new Counter(this.#options(metric));
  }

  /**
   * Something that rises and falls.
   *
   * @param collect  sets it anew whenever somebody looks; for what is known elsewhere
   */
  gauge<Label extends string = never>(
    metric: MetricName<Label>,
    collect?: (gauge: Gauge<Label>) => void | Promise<void>,
  ): Gauge<Label> {
    const gauge: Gauge<Label> = new Gauge({
      ...this.#options(metric),
      ...(collect === undefined ? {} : { collect: () => collect(gauge) }),
    });
    return gauge;
  }

  /**
   * How something measured is spread.
   *
   * @param buckets  upper bounds in the unit of the name, rising
   */
  histogram<Label extends string = never>(metric: MetricName<Label>, buckets: readonly number[]): Histogram<Label> {
    return new Histogram({ ...this.#options(metric), buckets: [...buckets] });
  }

  /** Everything, in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #options<Label extends string>({ name, help, labels = [] }: MetricName<Label>) {
    return { name: `usewatch_${name}`, help, labelNames: [...labels], registers: [this.#registry] };
  }
}
