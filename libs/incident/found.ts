import { createHash } from 'node:crypto';
import type { Finding, Member, Mode, Subject } from '#detect/detector';
import type { Window } from '#usage/window';

/** As much of a finding as grouping needs. */
export type Said = Pick<Finding, 'subject' | 'score' | 'point' | 'because'> & {
  /** Policy category: the finding's own, or else its detector's. */
  readonly category: string;
  readonly members: readonly Member[];
};

/** A finding with its place: which run said it, of which window. */
export interface Found {
  /** See `findingId`. */
  readonly id: string;
  readonly version: number;
  readonly window: Window;
  readonly finding: Said;
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

/** Name of the campaign that a finding founds, whichever version and mode found it; lasting ones bear the name of their first. */
export function campaignId(detector: string, window: Window, subject: Subject): string {
  return digest(['campaign', detector, ...edges(window), subject.kind, subject.id]);
}

/** What two findings must share to speak of the same case: their accounts, or the subject itself where it is no account. */
export function partiesOf({ subject, members }: Pick<Said, 'subject' | 'members'>): string[] {
  if (subject.kind !== 'campaign') return [`${subject.kind}:${subject.id}`];
  return members.map(({ account }) => `account:${account}`);
}

/**
 * Who takes part in what a finding is about: the campaign's accounts, or the account itself; nobody known for a key or network.
 *
 * Of an account by itself, the number `records` says how many of its records make the case, or else the evidence shown does.
 */
export function membersOf({ subject, members, evidence, because, numbers }: Finding): readonly Member[] {
  if (members !== undefined) return members;
  return subject.kind === 'account'
    ? [{ account: subject.id, records: numbers.records ?? evidence.length, tie: because }]
    : [];
}

function edges({ from, until }: Window): string[] {
  return [from.toISOString(), until.toISOString()];
}

/** 128 bits: a billion names never meet by chance. */
function digest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}
