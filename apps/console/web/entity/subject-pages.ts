/** Subjects that have a page of their own, and where it is. */
export const SUBJECT_PAGES = [
  { kind: 'account', path: 'accounts' },
  { kind: 'key', path: 'keys' },
  { kind: 'network', path: 'networks' },
  { kind: 'domain', path: 'domains' },
  { kind: 'template', path: 'templates' },
] as const;
