import { readFile } from 'node:fs/promises';
import { defaultOtlpMapping, type OtlpMapping, readOtlpMapping } from '#ingest/formats/otlp-mapping';
import { InstallationError } from '#platform/stores/data-directory';

/**
 * Reads where OpenTelemetry attributes hold what a usage record needs.
 *
 * @param path  JSON file of the operator's; absent: the defaults
 * @throws {InstallationError} when it cannot be read
 * @throws {FormatError} naming every entry that is wrong
 */
export async function readMapping(path: string | undefined): Promise<OtlpMapping> {
  if (path === undefined) return defaultOtlpMapping;
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new InstallationError(`the mapping ${path} cannot be read (${cause.code}); check the path`, { cause });
  });
  return readOtlpMapping(text);
}
