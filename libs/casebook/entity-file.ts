import { z } from 'zod';
import type { Question } from '#usage/question';
import type { CasebookSession } from './session.js';

const EntityFinding = z.object({
  id: z.string(),
  detector: z.string(),
  mode: z.enum(['scheduled', 'shadow', 'backtest', 'retro']),
  windowFrom: z.date(),
  windowUntil: z.date(),
  point: z.enum(['report', 'act']),
  because: z.string(),
  withheld: z.string().nullable(),
  incident: z.string().nullable(),
});

const EntityIncident = z.object({
  id: z.string(),
  detector: z.string(),
  category: z.string(),
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  state: z.enum(['open', 'confirmed', 'dismissed', 'uncertain']),
  lastSeen: z.date(),
  because: z.string(),
  accounts: z.number().int(),
  /** Of the latest disposition; null before the first. */
  action: z.enum(['none', 'warning', 'limit', 'suspension', 'ban']).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
});

/** What detectors and people said of one account, key or network, the latest first. */
export interface EntityFile {
  readonly findings: readonly z.infer<typeof EntityFinding>[];
  readonly incidents: readonly z.infer<typeof EntityIncident>[];
}

/** Findings and incidents of one entity at most; a page shows the latest, lists show all. */
const MOST = 100;

const FINDINGS: Question<z.infer<typeof EntityFinding>> = {
  sql: new URL('./entity-findings.sql', import.meta.url),
  row: EntityFinding,
};

const INCIDENTS: Question<z.infer<typeof EntityIncident>> = {
  sql: new URL('./entity-incidents.sql', import.meta.url),
  row: EntityIncident,
};

/** Everything the casebook says of an entity; of domains and templates it says nothing by name. */
export async function entityFile(casebook: CasebookSession, kind: string, id: string): Promise<EntityFile> {
  const [findings, incidents] = await Promise.all([
    casebook.sql(FINDINGS, [kind, id, MOST]),
    casebook.sql(INCIDENTS, [kind, id, MOST]),
  ]);
  return { findings, incidents };
}
