/** Errors whose message was written for the person at the terminal. */
const WRITTEN_FOR_PEOPLE = new Set([
  'CasebookError',
  'CommandError',
  'CommanderError',
  'ConfigError',
  'FormatError',
  'HuntError',
  'InstallationError',
  'NetworkListError',
  'ReleaseError',
  'SourceError',
  'WarehouseError',
]);

/**
 * What to print of an error that ends a process: its message, and where it arose unless it was written for people.
 *
 * @param error  anything thrown
 */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return WRITTEN_FOR_PEOPLE.has(error.name) ? error.message : (error.stack ?? error.message);
}
