import { inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { PersonName } from './casework.js';
import { ageBounds, ageOfStep, type IncidentAge, stepOfAge } from './incident-age.js';
import { askIncidents, filterValues, type IncidentOrder, type IncidentsAsked } from './incident-list.js';
import { IncidentSchema } from './incidents.js';
import { person } from './people-tables.js';
import type { CasebookSession } from './session.js';

const Row = IncidentSchema.extend({
  priority: z.number().int(),
  urgency: z.number().int(),
  snoozedUntil: z.date().nullable(),
  opinionWanted: z.boolean(),
  notes: z.number().int(),
  assigneeId: z.string().nullable(),
  assigneeLogin: z.string().nullable(),
  assigneeName: z.string().nullable(),
  claimSince: z.date().nullable(),
  claimUntil: z.date().nullable(),
  claimantId: z.string().nullable(),
  claimantLogin: z.string().nullable(),
  claimantName: z.string().nullable(),
});

/** An incident as the queue shows it, with who works on it. */
export type QueueLine = z.infer<typeof Row>;

/** What narrows the queue down; whatever is absent is not asked for. */
export interface QueueFilter extends Omit<IncidentsAsked, 'ages' | 'ageBounds'> {
  readonly ages?: readonly IncidentAge[] | undefined;
  /** From which ages count. */
  readonly now: Date;
  readonly wall: Date;
}

const Count = z.object({
  facet: z.enum(['state', 'category', 'severity', 'detector', 'age', 'assignee', 'total']),
  value: z.string(),
  incidents: z.number().int(),
});

const FACETS = { sql: new URL('./queue-facets.sql', import.meta.url), row: Count };

/** How many incidents one value of one facet leaves. */
export type FacetCount = z.infer<typeof Count>;

/**
 * A page of the queue.
 *
 * @param limit   incidents at most
 * @param cursor  where the page before this one ended
 * @throws {RangeError} when the cursor is none of this order
 */
export async function listQueue(
  casebook: CasebookSession,
  filter: QueueFilter,
  order: IncidentOrder,
  limit: number,
  cursor?: string,
): Promise<{ readonly incidents: readonly QueueLine[]; readonly cursor?: string }> {
  const after = cursor === undefined ? {} : { after: readCursor(cursor, order) };
  const rows = await askIncidents(casebook, Row, asked(filter), {
    order,
    ...after,
    withMerged: false,
    most: limit + 1,
  });
  const incidents = rows.slice(0, limit);
  const last = incidents.at(-1);
  if (rows.length <= limit || last === undefined) return { incidents };
  const instant = order === 'oldest' ? last.openedAt : last.lastSeen;
  const text = `${order} ${last.urgency} ${instant.toISOString()} ${last.id}`;
  return { incidents, cursor: Buffer.from(text).toString('base64url') };
}

/** How many incidents each value of each facet would leave. */
export async function countFacets(casebook: CasebookSession, filter: QueueFilter): Promise<FacetCount[]> {
  const counts = await casebook.sql(FACETS, filterValues(asked(filter)));
  return counts.map((count) => (count.facet === 'age' ? { ...count, value: ageOfStep(Number(count.value)) } : count));
}

/** Names of people by their ids. */
export async function namesOfPeople({ db }: CasebookSession, ids: readonly string[]): Promise<PersonName[]> {
  if (ids.length === 0) return [];
  return db
    .select({ id: person.id, login: person.login, name: person.name })
    .from(person)
    .where(inArray(person.id, [...ids]));
}

function asked({ ages, now, ...filter }: QueueFilter): IncidentsAsked {
  return { ...filter, ages: ages?.map(stepOfAge), ageBounds: ageBounds(now) };
}

function readCursor(cursor: string, order: IncidentOrder): [number, string, string] {
  const [, of, urgency, instant, id] =
    /^(\w+) (\d{1,2}) (\d{4}-\d\d-\d\dT[\d:.]+Z) ([0-9a-f]{32})$/.exec(Buffer.from(cursor, 'base64url').toString()) ??
    [];
  if (of !== order || instant === undefined || id === undefined || Number.isNaN(Date.parse(instant))) {
    throw new RangeError('listQueue requires a cursor that it gave out for this order');
  }
  return [Number(urgency), instant, id];
}
