import { readdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import { Casebook } from '#casebook/casebook';
import { Metrics } from '#platform/metrics/metrics';
import type { Question } from '#usage/question';
import { Warehouse } from '#warehouse/warehouse';
import { SPOOL_PROBE, type SpoolProbe } from './tokens.js';

/** One thing the service cannot do without. */
export interface Part {
  readonly ready: boolean;
  readonly milliseconds: number;
}

export interface Parts {
  readonly warehouse: Part;
  readonly casebook: Part;
  readonly migrations: Part;
  /** Absent where nothing is taken in. */
  readonly spool?: Part;
}

/** Milliseconds; a store that takes longer to say "here" is not ready, whatever it says in the end. */
const ANSWER_WITHIN = 3_000;

const Applied = z.object({ name: z.string() });

const warehouseMigrations: Question<z.infer<typeof Applied>> = {
  sql: new URL('./warehouse-migrations.sql', import.meta.url),
  row: Applied,
};

const casebookMigrations: Question<z.infer<typeof Applied>> = {
  sql: new URL('./casebook-migrations.sql', import.meta.url),
  row: Applied,
};

const MIGRATIONS = new URL('../../migrations/', import.meta.url);

/** Finds out whether everything behind the service answers. */
@Injectable()
export class Readiness {
  readonly #log = new Logger('readiness');
  readonly #ready;
  #underWay: Promise<Parts> | undefined;
  #stopping = false;

  constructor(
    private readonly warehouse: Warehouse,
    private readonly casebook: Casebook,
    @Inject(SPOOL_PROBE) private readonly spool: SpoolProbe | undefined,
    metrics: Metrics,
  ) {
    this.#ready = metrics.gauge({
      name: 'ready',
      help: 'Whether a part of the service answered when readiness was asked for last.',
      labels: ['part'],
    });
  }

  /** Whether the service was told to stop: it answers what comes, but nothing more should be sent. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** Makes the service not ready for good, so that whoever sends requests turns elsewhere before the doors close. */
  stop(): void {
    this.#stopping = true;
  }

  /** Asks all parts at once; whoever comes while that is under way shares the answer, so that nobody can flood the stores. */
  check(): Promise<Parts> {
    this.#underWay ??= this.#ask().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #ask(): Promise<Parts> {
    const { spool: probe } = this;
    const [warehouse, casebook, migrations, spool] = await Promise.all([
      this.#part('warehouse', () => this.warehouse.ping()),
      this.#part('casebook', () => this.casebook.sql(casebookMigrations)),
      this.#part('migrations', () => this.#migrated()),
      probe === undefined ? undefined : this.#part('spool', probe),
    ]);
    return { warehouse, casebook, migrations, ...(spool === undefined ? {} : { spool }) };
  }

  async #migrated(): Promise<void> {
    const [known, ...applied] = await Promise.all([
      Promise.all(['warehouse', 'casebook'].map(async (tree) => readdir(new URL(`${tree}/`, MIGRATIONS)))),
      this.warehouse.ask(warehouseMigrations),
      this.casebook.sql(casebookMigrations),
    ]);
    const missing = known.flatMap((names, tree) => {
      const done = new Set(applied[tree]?.map(({ name }) => name));
      return names.filter((name) => name.endsWith('.sql') && !done.has(name));
    });
    if (missing.length > 0) throw new Error(`these migrations are not applied: ${missing.join(', ')}`);
  }

  async #part(name: string, ask: () => Promise<unknown>): Promise<Part> {
    const start = performance.now();
    const timer = new AbortController();
    const late = setTimeout(ANSWER_WITHIN, undefined, { signal: timer.signal }).then(() => {
      throw new Error(`no answer within ${ANSWER_WITHIN} ms`);
    });
    // Aborted as soon as the part answers.
    late.catch(() => undefined);
    const ready = await Promise.race([ask(), late]).then(
      () => true,
      (error: Error) => {
        this.#log.warn(`${name}: ${error.message}`);
        return false;
      },
    );
    timer.abort();
    this.#ready.set({ part: name }, ready ? 1 : 0);
    return { ready, milliseconds: Math.round(performance.now() - start) };
  }
}
