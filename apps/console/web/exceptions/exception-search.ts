/** Which entries an address asks for, and whom it offers to except. */
export interface ExceptionSearch {
  readonly standing?: 'all';
  readonly kind?: string;
  readonly subject?: string;
}

export function readExceptionSearch(search: Readonly<Record<string, unknown>>): ExceptionSearch {
  const { standing, kind, subject } = search;
  return {
    ...(standing === 'all' ? { standing } : {}),
    ...(typeof kind === 'string' ? { kind } : {}),
    ...(typeof subject === 'string' ? { subject } : {}),
  };
}
