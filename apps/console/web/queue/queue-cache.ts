import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Casework, IncidentDetail, QueueIncident, QueuePage } from '../api/answers.js';

type Pages = InfiniteData<QueuePage, string | undefined>;

/** Pages that are asked for anew whenever something changes; beyond, what is known of the change is written into them. */
const FEW_PAGES = 3;

/** Milliseconds. */
const FRESH = 15_000;

/** A short queue grows stale by itself; one that somebody has scrolled far through stays until it is asked for anew. */
export function queueStaleTime(pages: Pages | undefined): number {
  return (pages?.pages.length ?? 0) <= FEW_PAGES ? FRESH : Number.POSITIVE_INFINITY;
}

/** Brings the lists that hold an incident up to what is known of it, wherever somebody has scrolled to. */
export async function refreshQueue(queries: QueryClient, incident: string): Promise<void> {
  const change = {
    ...ofDetail(queries.getQueryData<IncidentDetail>(['incident', incident])),
    ...ofCasework(queries.getQueryData<Casework>(['casework', incident])),
  };
  queries.setQueriesData<Pages>({ queryKey: ['queue'] }, (pages) => pages && changed(pages, incident, change));
  await queries.invalidateQueries({
    queryKey: ['queue'],
    predicate: ({ state }) => ((state.data as Pages | undefined)?.pages.length ?? 0) <= FEW_PAGES,
  });
}

function changed(pages: Pages, incident: string, change: Partial<QueueIncident>): Pages {
  return {
    ...pages,
    pages: pages.pages.map((page) =>
      page.incidents.some(({ id }) => id === incident)
        ? { ...page, incidents: page.incidents.map((each) => (each.id === incident ? { ...each, ...change } : each)) }
        : page,
    ),
  };
}

function ofDetail(detail: IncidentDetail | undefined): Partial<QueueIncident> {
  if (detail === undefined) return {};
  const { state, category, dispositions, decided_at } = detail;
  return { state, category, dispositions, decided_at };
}

function ofCasework(casework: Casework | undefined): Partial<QueueIncident> {
  if (casework === undefined) return {};
  const { claim, assignee, priority, snoozed_until, notes, second_opinions } = casework;
  const opinion_wanted = second_opinions.some(({ opinion }) => opinion === null);
  return { claim, assignee, priority, snoozed_until, notes: notes.length, opinion_wanted };
}
