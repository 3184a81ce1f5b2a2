import { z } from 'zod';
import type { Detector, Finding } from '#detect/detector';
import { logLikelihoodRatio } from '#statistics/sequential-test';
import { type Refusals, type Row as RefusedRow, refusals } from './refusals.js';

const count = z.number().int().nonnegative();

const Row = z.object({
  account: z.string(),
  /** Minute since the window's start, calls, calls refused by a limit, calls denied to this caller. */
  minutes: z.array(z.tuple([count, count, count, count])),
  /** Refused records, 32 hex digits each, the first of each minute. */
  evidence: z.array(z.string()),
});
type Row = z.infer<typeof Row>;

/** Shares of refused calls of a caller who heeds its limit and of one who does not. */
const HEEDED = 0.02;
const IGNORED = 0.3;

/** Nats of evidence for `IGNORED` at which Wald's test with both errors at 0.001 decides: ln 999. */
const DECIDED = Math.log(999);

/** How much has to be refused, and for how long, before somebody looks (`report`) or something may be done (`act`). */
interface Threshold {
  /** Refused calls from the first to the last. */
  readonly refused: number;
  /** Share of all calls in that stretch, 0..1. */
  readonly share: number;
  /** Minutes from the first refused call to the last. */
  readonly minutes: number;
  /** Stretches of ten minutes with `refusedInTen` refused calls or more; a launch-day spike fills two or three. */
  readonly tens: number;
  readonly refusedInTen: number;
  /** Share of the pace that is kept in the minute after a refusal, 0..1; who waits keeps next to nothing. */
  readonly kept: number;
}

/**
 * On real rates of 98 clients over 14 days, each limited to its own 99th percentile and made to repeat every refused
 * call twice without waiting, this raises 0.07 alarms per client and day, and `ACTED_ON` 0.008; at the 99.9th none.
 */
const REPORTED: Threshold = { refused: 60, share: IGNORED, minutes: 30, tens: 4, refusedInTen: 5, kept: 0.4 };
const ACTED_ON: Threshold = { refused: 300, share: 0.8, minutes: 45, tens: 6, refusedInTen: 10, kept: 0.6 };

/** A key that expired makes an honest integration fail as steadily as an abuser: nearly all must fail, and nothing is done by itself. */
const DENIED: Threshold = { ...REPORTED, refused: 300, share: 0.95, refusedInTen: 20 };

/** Limit hammering: an account keeps calling at the same pace though it is refused. */
export const limitHammering: Detector<Row> = {
  name: 'limit-hammering',
  version: 1,
  category: 'ACC',
  family: 'BEH',
  severity: 'low',
  everyHours: 1,
  // Twice the spacing, so that every stretch of an hour lies whole in some window.
  spanHours: 2,
  locality: 'shard',
  judges: 'windows',
  catches:
    'An account that goes on calling for half an hour or longer, without slowing down, while limits refuse three calls in ten or nearly all are denied.',
  misses:
    'Refusals spread over many accounts, fewer than 60 in two hours, bursts under half an hour, and callers whose account the gateway does not know.',
  mistakes:
    'A large customer that outgrows its limit for an hour and retries at once, and an integration left running with a key that has expired.',
  measures: {
    records: {
      unit: 'refused calls',
      report: REPORTED.refused,
      act: ACTED_ON.refused,
      note: `where calls are denied, not limited: ${DENIED.refused} to report, and nothing to act on`,
    },
    calls: { unit: 'calls from the first refusal to the last' },
    share: {
      unit: '0..1 of the calls',
      report: REPORTED.share,
      act: ACTED_ON.share,
      note: `where calls are denied: ${DENIED.share} to report`,
    },
    minutes: { unit: 'minutes', report: REPORTED.minutes, act: ACTED_ON.minutes },
    kept_pace: { unit: '0..1 of the pace after a refusal', report: REPORTED.kept, act: ACTED_ON.kept },
    score: { unit: 'nats of evidence', report: DECIDED, act: DECIDED },
  },
  sql: new URL('./limit-hammering.sql', import.meta.url),
  row: Row,
  judge(rows) {
    return [...rows].sort((a, b) => (a.account < b.account ? -1 : 1)).flatMap((row) => finding(row));
  },
};

function finding({ account, minutes, evidence }: Row): Finding[] {
  const limited = refusals(minutes.map(([minute, calls, refused]): RefusedRow => ({ minute, calls, refused })));
  if (limited !== undefined && passes(limited, REPORTED)) {
    return [describe(account, limited, passes(limited, ACTED_ON) ? 'act' : 'report', 'refused', evidence)];
  }
  const denied = refusals(minutes.map(([minute, calls, , refused]): RefusedRow => ({ minute, calls, refused })));
  if (denied === undefined || !passes(denied, DENIED)) return [];
  return [describe(account, denied, 'report', 'denied', evidence)];
}

function passes(seen: Refusals, least: Threshold): boolean {
  return (
    evidenceOf(seen) >= DECIDED &&
    seen.refused >= least.refused &&
    seen.refused >= least.share * seen.calls &&
    seen.minutes >= least.minutes &&
    seen.tens.filter((refused) => refused >= least.refusedInTen).length >= least.tens &&
    seen.kept >= least.kept
  );
}

function evidenceOf({ calls, refused }: Refusals): number {
  return logLikelihoodRatio(refused, calls, HEEDED, IGNORED);
}

function describe(
  account: string,
  seen: Refusals,
  point: Finding['point'],
  how: string,
  evidence: readonly string[],
): Finding {
  const { calls, refused, minutes, kept } = seen;
  const share = refused / calls;
  return {
    subject: { kind: 'account', id: account },
    score: evidenceOf(seen),
    point,
    because: `${thousands(refused)} of ${thousands(calls)} calls ${how} over ${minutes} minutes without slowing down`,
    numbers: { records: refused, calls, share, minutes, kept_pace: kept },
    evidence,
  };
}

/** Written out, since the words must not depend on the machine's language. */
function thousands(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
