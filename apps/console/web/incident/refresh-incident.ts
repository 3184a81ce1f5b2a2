import type { QueryClient } from '@tanstack/react-query';

/** Asks anew for whatever a deed on an incident may have changed. */
export async function refreshIncident(queries: QueryClient, incident: string): Promise<void> {
  const keys = [
    ['incident', incident],
    ['casework', incident],
    ['action-sets'],
    ['queue'],
    ['facets'],
    ['enforcement'],
  ];
  await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
}
