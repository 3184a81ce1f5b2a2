/** What a key may be allowed to do; a key has some of these, never "all". */
export const SCOPES = [
  'usage:write',
  'ingest:read',
  'usage:read',
  'usage:export',
  'hunts:save',
  'incidents:read',
  'incidents:decide',
  'verdicts:read',
  'safety:read',
  'webhooks:read',
  'webhooks:change',
  'indicators:export',
  'releases:read',
  'metrics:read',
] as const;

export type Scope = (typeof SCOPES)[number];
