import type { QueryClient } from '@tanstack/react-query';
import { refreshQueue } from '../queue/queue-cache.js';

/** Asks anew for whatever a deed on an incident may have changed. */
export async function refreshIncident(queries: QueryClient, incident: string): Promise<void> {
  const keys = [['incident', incident], ['casework', incident], ['action-sets'], ['facets'], ['enforcement']];
  await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
  await refreshQueue(queries, incident);
}
