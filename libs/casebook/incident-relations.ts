import { z } from 'zod';
import type { Question } from '#usage/question';
import type { IncidentFile } from './incidents.js';
import type { CasebookSession } from './session.js';

const Similar = z.object({
  id: z.string(),
  detector: z.string(),
  category: z.string(),
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  state: z.enum(['open', 'confirmed', 'dismissed', 'uncertain']),
  because: z.string(),
  accounts: z.number().int(),
  lastSeen: z.date(),
  decidedAt: z.date().nullable(),
  /** Accounts that take part in both; 0 where it is merely of the same kind. */
  sharedAccounts: z.number().int(),
});

/** A case that reminds of another. */
export type SimilarIncident = z.infer<typeof Similar>;

const Other = z.object({
  detector: z.string(),
  mode: z.enum(['scheduled', 'shadow', 'retro']),
  /** As its latest finding says. */
  because: z.string(),
  windowUntil: z.date(),
  incident: z.string().nullable(),
  findings: z.number().int(),
  /** Of this incident's accounts, how many it names. */
  accounts: z.number().int(),
});

/** What another detector says of an incident's accounts. */
export type OtherDetector = z.infer<typeof Other>;

const SIMILAR: Question<SimilarIncident> = { sql: new URL('./similar-incidents.sql', import.meta.url), row: Similar };
const OTHERS: Question<OtherDetector> = { sql: new URL('./other-detectors.sql', import.meta.url), row: Other };
const CAMPAIGNS: Question<{ id: string }> = {
  sql: new URL('./incident-campaigns.sql', import.meta.url),
  row: z.object({ id: z.string() }),
};

/** Similar cases shown; more are not read. */
const MOST_SIMILAR = 8;

/** What the casebook knows around one incident. */
export interface IncidentRelations {
  /** Names of its campaigns, latest seen first. */
  readonly campaigns: readonly string[];
  readonly similar: readonly SimilarIncident[];
  readonly others: readonly OtherDetector[];
}

/** Looks around an incident: its campaigns, cases like it, and what other detectors say of those it names. */
export async function relationsOf(
  casebook: CasebookSession,
  { id, detector, accounts, members, subjectKind, subject }: IncidentFile,
): Promise<IncidentRelations> {
  const parties =
    members.length > 0 ? members.map(({ account }) => `account:${account}`) : [`${subjectKind}:${subject}`];
  const [campaigns, similar, others] = await Promise.all([
    casebook.sql(CAMPAIGNS, [id]),
    casebook.sql(SIMILAR, [id, detector, accounts, MOST_SIMILAR]),
    casebook.sql(OTHERS, [parties, detector]),
  ]);
  return { campaigns: campaigns.map((campaign) => campaign.id), similar, others };
}
