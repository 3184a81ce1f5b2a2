import { z } from 'zod';
import type { Question } from '#usage/question';
import type { CasebookSession } from './session.js';

const FindingFile = z.object({
  id: z.string(),
  detector: z.string(),
  version: z.number().int(),
  mode: z.enum(['scheduled', 'shadow', 'backtest', 'retro']),
  run: z.string(),
  windowFrom: z.date(),
  windowUntil: z.date(),
  /** Usage records the window held; PostgreSQL sends its `bigint` as text. */
  records: z.coerce.number().int(),
  judgedAt: z.date().nullable(),
  subjectKind: z.enum(['account', 'key', 'network', 'campaign']),
  subject: z.string(),
  score: z.number(),
  point: z.enum(['report', 'act']),
  because: z.string(),
  numbers: z.record(z.string(), z.number()),
  evidence: z.array(z.string()),
  members: z.array(z.object({ account: z.string(), records: z.number().int(), tie: z.string() })),
  withheld: z.string().nullable(),
  incident: z.string().nullable(),
});

/** A finding with everything known of it. */
export type FindingFile = z.infer<typeof FindingFile>;

const FILE: Question<FindingFile> = { sql: new URL('./finding-file.sql', import.meta.url), row: FindingFile };

/**
 * Everything known of one finding.
 *
 * @param id  32 hex digits
 * @returns   undefined when there is none
 */
export async function getFinding(casebook: CasebookSession, id: string): Promise<FindingFile | undefined> {
  const [found] = await casebook.sql(FILE, [id]);
  return found;
}

const FindingLine = FindingFile.pick({
  id: true,
  detector: true,
  version: true,
  mode: true,
  windowFrom: true,
  windowUntil: true,
  subjectKind: true,
  subject: true,
  score: true,
  point: true,
  because: true,
  withheld: true,
  incident: true,
});

/** A finding as a list shows it. */
export type FindingLine = z.infer<typeof FindingLine>;

const LIST: Question<FindingLine> = { sql: new URL('./list-findings.sql', import.meta.url), row: FindingLine };

/** Which findings to list; whatever is absent is not asked for. */
export interface FindingFilter {
  readonly detector?: string;
  readonly mode?: FindingLine['mode'];
  /** Any of whom they name, each such as `account:` and a pseudonym; a subject has several over a rotation of pseudonyms. */
  readonly parties?: readonly string[];
  /** Windows that end after it. */
  readonly from?: Date;
  /** Windows that end no later. */
  readonly until?: Date;
  /** Only those that open no incident because of an exception or a shared network. */
  readonly withheld?: boolean;
}

/**
 * Findings of every mode, latest window first.
 *
 * @param limit  findings at most
 */
export function listFindings(casebook: CasebookSession, filter: FindingFilter, limit: number): Promise<FindingLine[]> {
  const { detector, mode, parties, from, until, withheld = false } = filter;
  return casebook.sql(LIST, [...[detector, mode, parties, from, until].map((value) => value ?? null), withheld, limit]);
}
