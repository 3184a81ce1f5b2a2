/** What a key may be allowed to do; a key has some of these, never "all". */
export const SCOPES = ['incidents:read', 'incidents:decide', 'releases:read', 'ingest:read'] as const;

export type Scope = (typeof SCOPES)[number];
