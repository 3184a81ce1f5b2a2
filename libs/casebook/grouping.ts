import { asc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Question } from '#usage/question';
import type { Casebook } from './casebook.js';
import { chunks } from './chunks.js';
import { incident, regroup } from './detect-tables.js';
import { lockDetector } from './lock-detector.js';
import type { CasebookSession } from './session.js';
import { type IncidentRow, type Regrouped, writeIncidents } from './write-incidents.js';

const Member = z.object({ account: z.string(), records: z.number().int(), tie: z.string() });

const FindingInTime = z.object({
  id: z.string(),
  version: z.number().int(),
  window_from: z.date(),
  window_until: z.date(),
  subject_kind: z.enum(['account', 'key', 'network', 'campaign']),
  subject: z.string(),
  score: z.number(),
  point: z.enum(['report', 'act']),
  category: z.string(),
  because: z.string(),
  members: z.array(Member),
  parties: z.array(z.string()),
});

/** A finding with its window and the version that said it. */
export type FindingInTime = z.infer<typeof FindingInTime>;

const RELATED: Question<FindingInTime> = {
  sql: new URL('./related-findings.sql', import.meta.url),
  row: FindingInTime,
};

const TOUCHED: Question<{ id: string }> = {
  sql: new URL('./touched-incidents.sql', import.meta.url),
  row: z.object({ id: z.string() }),
};

const GROUPED: Question<{ parties: number }> = {
  sql: new URL('./grouped.sql', import.meta.url),
  row: z.object({ parties: z.number().int() }),
};

/** Decides which findings make which incidents; see `libs/incident/group.ts`. */
export type Group = (
  findings: readonly FindingInTime[],
  /** Incidents that people have worked on, and when they were closed, if they are. */
  decided: ReadonlyMap<string, Date | undefined>,
) => readonly IncidentRow[];

/** Parties grouped in one transaction; more would hold the detector's lock for seconds. */
const PARTIES_AT_ONCE = 2_000;

/**
 * Groups everything that has changed since the last time, a part at a time.
 *
 * Each part is taken and written in one transaction: killed anywhere, the next call goes on with what is left.
 * What people decided is never overwritten, and an incident they worked on is never withdrawn.
 *
 * @param casebook  where findings and incidents are
 * @param detector  whose
 * @param group     pure
 * @param now       when new incidents are opened
 */
export async function regroupFindings(
  casebook: Casebook,
  detector: string,
  group: Group,
  now: Date,
): Promise<Regrouped> {
  const sum = { opened: 0, changed: 0, withdrawn: 0 };
  for (;;) {
    const part = await casebook.transaction('read committed', (tx) => regroupPart(tx, detector, group, now));
    if (part === undefined) return sum;
    sum.opened += part.opened;
    sum.changed += part.changed;
    sum.withdrawn += part.withdrawn;
  }
}

async function regroupPart(
  tx: CasebookSession,
  detector: string,
  group: Group,
  now: Date,
): Promise<Regrouped | undefined> {
  await lockDetector(tx, detector);
  const due = await tx.db
    .select({ party: regroup.party })
    .from(regroup)
    .where(eq(regroup.detector, detector))
    .orderBy(asc(regroup.party))
    .limit(PARTIES_AT_ONCE);
  if (due.length === 0) return undefined;
  const { findings, parties } = await related(
    tx,
    detector,
    due.map(({ party }) => party),
  );
  const known = await touched(tx, detector, parties);
  const decided = known.filter(({ worked }) => worked);
  const closed = new Map(
    decided.map(({ id, state, decidedAt }) => [id, state === 'uncertain' ? undefined : (decidedAt ?? undefined)]),
  );
  const found = findings.map(({ id }) => id);
  const regrouped = await writeIncidents(tx.db, known, found, group(findings, closed), now);
  await tx.sql(GROUPED, [detector, [...parties]]);
  return regrouped;
}

/** Findings of these parties, of the parties those name, and so on until there are no more. */
async function related(tx: CasebookSession, detector: string, due: readonly string[]) {
  const findings = new Map<string, FindingInTime>();
  const parties = new Set(due);
  for (let asked = [...due]; asked.length > 0; ) {
    const more = await tx.sql(RELATED, [detector, asked, [...findings.keys()]]);
    asked = [];
    for (const each of more) {
      findings.set(each.id, each);
      for (const party of each.parties) {
        if (parties.has(party)) continue;
        parties.add(party);
        asked.push(party);
      }
    }
  }
  return { findings: [...findings.values()], parties };
}

async function touched(tx: CasebookSession, detector: string, parties: ReadonlySet<string>) {
  const all = [...parties];
  const accounts = all.filter((party) => party.startsWith('account:')).map((party) => party.slice('account:'.length));
  const ids = (await tx.sql(TOUCHED, [detector, accounts, all])).map(({ id }) => id);
  const rows: (typeof incident.$inferSelect)[] = [];
  for (const some of chunks(ids)) {
    rows.push(...(await tx.db.select().from(incident).where(inArray(incident.id, some))));
  }
  return rows;
}
