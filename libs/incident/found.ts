import { createHash } from 'node:crypto';
import type { Finding, Mode, Subject } from '#detect/detector';
import type { Window } from '#usage/window';

/** A finding with its place: which run said it, of which window. */
export interface Found {
  /** See `findingId`. */
  readonly id: string;
  readonly version: number;
  readonly window: Window;
  readonly finding: Finding;
}

/** Which detector judged which window how. */
export interface RunKey {
  readonly detector: string;
  readonly version: number;
  readonly mode: Mode;
  readonly window: Window;
}

/** Name of a run: equal for equal keys, on any machine. */
export function runId({ detector, version, mode, window }: RunKey): string {
  return digest(['run', detector, String(version), mode, ...edges(window)]);
}

/** Name of a finding within the run that said it. */
export function findingId(run: string, subject: Subject): string {
  return digest(['finding', run, subject.kind, subject.id]);
}

/** Name of the incident that a finding founds, whichever version and mode found it. */
export function incidentId(detector: string, window: Window, subject: Subject): string {
  return digest(['incident', detector, ...edges(window), subject.kind, subject.id]);
}

/** What two findings must share to speak of the same case: their accounts, or the subject itself where it is no account. */
export function partiesOf({ subject, members }: Finding): string[] {
  if (subject.kind !== 'campaign') return [`${subject.kind}:${subject.id}`];
  return (members ?? []).map(({ account }) => `account:${account}`);
}

function edges({ from, until }: Window): string[] {
  return [from.toISOString(), until.toISOString()];
}

/** 128 bits: a billion names never meet by chance. */
function digest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}
