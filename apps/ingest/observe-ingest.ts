import type { Metrics } from '#platform/metrics/metrics';
import type { BatchSpool } from '#spool/batch-spool';
import type { BodyBudget } from './body-budget.js';

/** Seconds a segment's part takes: from a handful of lines to 64 MiB with fingerprints on a busy machine. */
const LOAD_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What the loader reports. */
export interface IngestMeters {
  loaded(facts: { readonly seconds: number }): void;
  failed(): void;
  taken(facts: { readonly lines: number; readonly bytes: number }): void;
}

/**
 * Tells whoever watches the service how much waits, how fast it is taken and how long it is on its way.
 *
 * What became of each line stands in the books, exactly; here are only the things that books cannot show.
 */
export function observeIngest(metrics: Metrics, spool: BatchSpool, budget: BodyBudget, now: () => Date): IngestMeters {
  metrics.gauge({ name: 'spool_bytes', help: 'Bytes taken and not stored yet.' }, (gauge) =>
    gauge.set(spool.facts().bytes),
  );
  metrics.gauge({ name: 'spool_batches', help: 'Batches taken and not stored yet.' }, (gauge) =>
    gauge.set(spool.facts().batches),
  );
  metrics.gauge({ name: 'spool_segments', help: 'Segments not stored yet, the open one included.' }, (gauge) =>
    gauge.set(spool.facts().segments),
  );
  metrics.gauge({ name: 'spool_refused_batches', help: 'Batches the disk refused since the start.' }, (gauge) =>
    gauge.set(spool.facts().refused),
  );
  metrics.gauge({ name: 'spool_broken', help: 'Whether the disk refused when it was written to last.' }, (gauge) =>
    gauge.set(spool.facts().trouble === undefined ? 0 : 1),
  );
  metrics.gauge({ name: 'spool_damaged', help: 'Pieces of the spool that wait for a person.' }, (gauge) =>
    gauge.set(spool.facts().damaged),
  );
  metrics.gauge({ name: 'spool_oldest_age_seconds', help: 'Age of the oldest segment not stored yet.' }, (gauge) => {
    const { oldestReceivedAt } = spool.facts();
    gauge.set(oldestReceivedAt === undefined ? 0 : (now().getTime() - oldestReceivedAt.getTime()) / 1_000);
  });
  metrics.gauge({ name: 'spool_sync_seconds', help: 'Seconds spent in syncing since the start.' }, (gauge) =>
    gauge.set(spool.facts().syncSeconds),
  );
  metrics.gauge({ name: 'bodies_under_way_bytes', help: 'Bytes promised to bodies under way.' }, (gauge) =>
    gauge.set(budget.held),
  );
  const batches = metrics.counter({ name: 'batches_total', help: 'Batches taken.' });
  const lines = metrics.counter({ name: 'lines_total', help: 'Lines taken, blank ones too.' });
  const bytes = metrics.counter({ name: 'body_bytes_total', help: 'Bytes taken, unpacked.' });
  const failures = metrics.counter({ name: 'load_failures_total', help: 'Attempts at a segment that failed.' });
  const loads = metrics.histogram({ name: 'load_seconds', help: 'Seconds a part of a segment took.' }, LOAD_SECONDS);
  return {
    loaded: ({ seconds }) => loads.observe(seconds),
    failed: () => failures.inc(),
    taken(facts) {
      batches.inc();
      lines.inc(facts.lines);
      bytes.inc(facts.bytes);
    },
  };
}
