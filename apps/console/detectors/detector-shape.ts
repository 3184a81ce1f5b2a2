import { z } from 'zod';
import type { DetectorVerdicts } from '#casebook/detector-precision';
import type { FindingLine } from '#casebook/findings';
import type { Run } from '#casebook/runs';
import { wilsonInterval } from '#statistics/wilson-interval';
import { Reason } from '../reason.js';
import type { DetectorFile } from './detector-file.js';

const instant = z.iso.datetime().meta({ id: 'Instant' });
const count = z.number().int().min(0);
const mode = z.enum(['scheduled', 'shadow', 'backtest', 'retro']);

export const DetectorName = z.string().regex(/^[a-z][a-z-]{0,63}$/, {
  error: 'name: must be the name of a detector, such as spam-campaign',
});

export const NewStage = z
  .strictObject({ change: z.enum(['shadow', 'promote', 'demote']), reason: Reason })
  .meta({ id: 'NewDetectorStage' });

const Detector = z
  .object({
    name: z.string(),
    version: count,
    stage: z.enum(['scheduled', 'shadow']),
    opens: z.enum(['incidents', 'discoveries']),
    category: z.string(),
    family: z.string(),
    severity: z.enum(['low', 'medium', 'high', 'critical']),
    every_hours: z.number(),
    span_hours: z.number(),
    catches: z.string(),
    misses: z.string(),
    mistakes: z.string(),
    last_run: z.object({ mode, window_until: instant, finished_at: instant }).nullable(),
    incidents: z.object({ open: count, confirmed: count, dismissed: count, uncertain: count }),
    precision: z.object({ share: z.number(), low: z.number(), high: z.number(), decided: count }).nullable().meta({
      description: 'Confirmed of confirmed and dismissed, with its 95 % Wilson interval; null before the first',
    }),
    ledger: z.array(
      z.object({
        version: count,
        mode,
        windows: count,
        done: count,
        failed: count,
        running: count,
        records: z.number(),
        findings: count,
        withheld: count,
        seconds: z.number(),
        from: instant,
        until: instant,
        last_error: z.string().nullable(),
      }),
    ),
    stages: z.array(
      z.object({
        change: z.string(),
        stage: z.enum(['scheduled', 'shadow']),
        version: count,
        decided_by: z.string(),
        decided_at: instant,
        reason: z.string(),
      }),
    ),
  })
  .meta({ id: 'Detector' });
export type Detector = z.infer<typeof Detector>;

export const Detectors = z.object({ detectors: z.array(Detector) }).meta({ id: 'Detectors' });
export type Detectors = z.infer<typeof Detectors>;

export const DetectorDetail = Detector.extend({
  runs: z.array(
    z.object({
      version: count,
      mode,
      from: instant,
      until: instant,
      state: z.enum(['running', 'done', 'failed', 'cancelled']),
      records: count.nullable(),
      findings: count.nullable(),
      seconds: z.number().nullable(),
      error: z.string().nullable(),
      left_out: z.string().nullable().meta({ description: 'What a bound kept it from comparing' }),
    }),
  ),
  findings: z
    .array(
      z.object({
        id: z.string(),
        version: count,
        mode,
        until: instant,
        subject: z.object({ kind: z.enum(['account', 'key', 'network', 'campaign']), id: z.string() }),
        score: z.number(),
        point: z.enum(['report', 'act']),
        because: z.string(),
        withheld: z.string().nullable(),
        incident: z.string().nullable(),
      }),
    )
    .meta({ description: 'The latest 50, shadow and backtests included' }),
  withheld_findings: count.meta({
    description: 'Of these, left out because the blind review of their account is open',
  }),
}).meta({ id: 'DetectorDetail' });
export type DetectorDetail = z.infer<typeof DetectorDetail>;

export function shapeDetector(file: DetectorFile, verdicts: DetectorVerdicts | undefined): Detector {
  const { name, version, stage, opens, category, family, severity, catches, misses, mistakes, lastRun } = file;
  const { open = 0, confirmed = 0, dismissed = 0, uncertain = 0 } = verdicts ?? {};
  const decided = confirmed + dismissed;
  return {
    name,
    version,
    stage,
    opens,
    category,
    family,
    severity,
    every_hours: file.everyHours,
    span_hours: file.spanHours,
    catches,
    misses,
    mistakes,
    last_run:
      lastRun === null
        ? null
        : {
            mode: lastRun.mode as z.infer<typeof mode>,
            window_until: lastRun.windowUntil.toISOString(),
            finished_at: lastRun.finishedAt.toISOString(),
          },
    incidents: { open, confirmed, dismissed, uncertain },
    precision: decided === 0 ? null : precisionOf(confirmed, decided),
    ledger: file.ledger.map((sum) => ({
      version: sum.version,
      mode: sum.mode,
      windows: sum.windows,
      done: sum.done,
      failed: sum.failed,
      running: sum.running,
      records: sum.records,
      findings: sum.findings,
      withheld: sum.withheld,
      seconds: sum.seconds,
      from: sum.from.toISOString(),
      until: sum.until.toISOString(),
      last_error: sum.lastError,
    })),
    stages: file.stages.map(({ change, stage: next, version: of, decidedBy, decidedAt, reason }) => ({
      change,
      stage: next,
      version: of,
      decided_by: decidedBy,
      decided_at: decidedAt.toISOString(),
      reason,
    })),
  };
}

export function shapeRun(run: Run): DetectorDetail['runs'][number] {
  const { version, mode: ran, windowFrom, windowUntil, state, records, findings, startedAt, finishedAt } = run;
  return {
    version,
    mode: ran,
    from: windowFrom.toISOString(),
    until: windowUntil.toISOString(),
    state,
    records,
    findings,
    seconds: finishedAt === null ? null : Math.max(0, (finishedAt.getTime() - startedAt.getTime()) / 1_000),
    error: run.error,
    left_out: run.leftOut,
  };
}

export function shapeFinding(finding: FindingLine): DetectorDetail['findings'][number] {
  const {
    id,
    version,
    mode: ran,
    windowUntil,
    subjectKind,
    subject,
    score,
    point,
    because,
    withheld,
    incident,
  } = finding;
  return {
    id,
    version,
    mode: ran,
    until: windowUntil.toISOString(),
    subject: { kind: subjectKind, id: subject },
    score,
    point,
    because,
    withheld,
    incident,
  };
}

function precisionOf(confirmed: number, decided: number): Detector['precision'] {
  const { value: share, low, high } = wilsonInterval(confirmed, decided);
  return { share, low, high, decided };
}
