import type { z } from 'zod';
import type { CasebookSession } from './session.js';

/** Most urgent, latest seen, or opened first. */
export type IncidentOrder = 'urgent' | 'latest' | 'oldest';

/** The incident that the page before ended with: its urgency, the instant of the order, its id. */
export type ListedUpTo = readonly [urgency: number | null, instant: string, id: string];

/** What narrows a list of incidents down; whatever is absent is not asked for. */
export interface IncidentsAsked {
  readonly states?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly severities?: readonly string[] | undefined;
  readonly detectors?: readonly string[] | undefined;
  /** Numbers of steps between `ageBounds`; 0 is the oldest. */
  readonly ages?: readonly number[] | undefined;
  /** Instants between the steps, ascending. */
  readonly ageBounds?: readonly Date[] | undefined;
  /** Ids of people, and `nobody`. */
  readonly assignees?: readonly string[] | undefined;
  /** Pseudonyms of which any takes part. */
  readonly accounts?: readonly string[] | undefined;
  readonly opinionWanted?: boolean | undefined;
  readonly snoozed?: boolean | undefined;
  /** Until when claims and naps last. */
  readonly wall?: Date | undefined;
}

const LIST = new URL('./list-incidents.sql', import.meta.url);

/**
 * Asks for incidents, a page at a time.
 *
 * @param row         columns that are wanted of each
 * @param withMerged  whether those that went into others are listed too
 * @param most        incidents at most
 */
export function askIncidents<Row>(
  casebook: CasebookSession,
  row: z.ZodType<Row>,
  asked: IncidentsAsked,
  { order, after, withMerged, most }: { order: IncidentOrder; after?: ListedUpTo; withMerged: boolean; most: number },
): Promise<Row[]> {
  const values = [...filterValues(asked), withMerged, order, ...(after ?? [null, null, null]), most];
  return casebook.sql({ sql: LIST, row }, values);
}

/** Parameters $1 to $11, the same in the list and in the facets. */
export function filterValues(asked: IncidentsAsked): unknown[] {
  const { states, categories, severities, detectors, ages, assignees, accounts, opinionWanted } = asked;
  const { ageBounds, snoozed, wall } = asked;
  const filters = [states, categories, severities, detectors, ages, assignees, accounts, opinionWanted];
  return [...filters, ageBounds, snoozed, wall].map((value) => value ?? null);
}
