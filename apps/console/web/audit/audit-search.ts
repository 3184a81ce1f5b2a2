/** What narrows the audit log down. */
export interface AuditSearch {
  readonly actor?: string;
  readonly action?: string;
  readonly object?: string;
}

const NAMES = ['actor', 'action', 'object'] as const;

export function readAuditSearch(search: Readonly<Record<string, unknown>>): AuditSearch {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = search[name];
      return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
    }),
  );
}
