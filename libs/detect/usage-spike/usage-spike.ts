import { z } from 'zod';
import type { Detector, Finding } from '#detect/detector';
import { type Burst, bursts, FAR, HALF_HOUR } from './bursts.js';

const count = z.number().int().nonnegative();

const Row = z.object({
  kind: z.enum(['account', 'key']),
  subject: z.string(),
  /** First ten minutes that are judged, and those that are judged no more, counted as `calls` are. */
  judged: count,
  ended: count,
  /** Ten minutes and the calls in them, ascending; none where nobody called. */
  calls: z.array(z.tuple([count, count])),
  /** Ten minutes and the first records in them, 32 hex digits each, ascending. */
  records: z.array(z.tuple([count, z.array(z.string())])),
});
type Row = z.infer<typeof Row>;

/** Requests in ten minutes, over half an hour: three a minute harm nobody. Real clients lose no burst by it, for their tenfold is more. */
export const LEAST_REQUESTS = 30;

/** Records a finding shows. */
const SHOWN = 50;

/** Usage spike: a key suddenly calls far more than its own past explains. */
export const usageSpike: Detector<Row> = {
  name: 'usage-spike',
  version: 1,
  category: 'ACC',
  family: 'BEH',
  severity: 'low',
  everyHours: 1,
  // A burst is told when it begins, in the one window that holds its first ten minutes.
  spanHours: 1,
  locality: 'shard',
  judges: 'windows',
  measures: {
    records: { unit: 'calls in half an hour', report: HALF_HOUR * LEAST_REQUESTS },
    explained: { unit: 'most calls in half an hour of the six hours before, or at this time of day in the last week' },
    usual_daily_peak: { unit: 'calls in half an hour, mean of the peaks of the last two weeks' },
    score: { unit: 'deviations of daily peaks, plus log units above what is explained', act: FAR },
  },
  catches:
    'A key that within half an hour calls two fifths more than in any half hour of the six hours before and at this time of day in the week before.',
  misses:
    'Slow growth, bursts under 90 calls or as large as what comes at that time of day anyway, and keys used on fewer than five of the last fourteen days.',
  mistakes:
    'A launch, a migration or a batch that runs for the first time; once it has run at the same time of day, it is no news.',
  sql: new URL('./usage-spike.sql', import.meta.url),
  row: Row,
  judge(rows) {
    return [...rows].sort((a, b) => (place(a) < place(b) ? -1 : 1)).flatMap((row) => finding(row));
  },
};

function place({ kind, subject }: Row): string {
  return `${kind} ${subject}`;
}

/** At most one finding a window: the strongest burst past the stricter point, or else the strongest. */
function finding(row: Row): Finding[] {
  const [begun] = row.calls[0] ?? [];
  if (begun === undefined) return [];
  const values = new Float64Array(row.ended - begun);
  for (const [ten, calls] of row.calls) values[ten - begun] = calls;
  const found = bursts(values, row.judged - begun, values.length, LEAST_REQUESTS);
  const [strongest] = found.sort((a, b) => rank(b) - rank(a) || b.score - a.score || a.at - b.at);
  return strongest === undefined ? [] : [describe(row, strongest, strongest.at + begun)];
}

function rank({ point }: Burst): number {
  return point === 'act' ? 1 : 0;
}

function describe({ kind, subject, records }: Row, burst: Burst, at: number): Finding {
  const { point, score, requests, explained, usualPeak } = burst;
  const than =
    explained === 0 ? 'after none' : `${(requests / explained).toFixed(1)} times as many as in any half hour`;
  return {
    subject: { kind, id: subject },
    score,
    point,
    because: `${thousands(requests)} calls within half an hour, ${than} in the six hours before or at this time of day in the last week`,
    numbers: { records: requests, explained, usual_daily_peak: usualPeak },
    evidence: records
      .filter(([ten]) => at - 3 < ten && ten <= at)
      .flatMap(([, shown]) => shown)
      .slice(0, SHOWN),
  };
}

/** Written out, since the words must not depend on the machine's language. */
function thousands(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
