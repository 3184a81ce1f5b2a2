import { readapt } from '#ingest/formats/readapt';
import type { RefusedFilter } from '#ingest/quarantine/refused';
import type { Installation } from '#platform/open-installation';
import { loadTarget } from './load-target.js';
import { readMapping } from './read-mapping.js';
import { redrive } from './redrive.js';

/**
 * Loads refused lines of an installation again, with the mapping as it is now.
 *
 * @param tell    called after every segment with the refused lines settled so far
 * @param signal  stops between two segments
 */
export async function redriveRefused(
  installation: Installation,
  filter: RefusedFilter,
  tell: (lines: number) => void,
  signal: AbortSignal,
) {
  const { casebook, secrets, config } = installation;
  const mapping = await readMapping(config.ingest.mapping);
  const target = {
    ...loadTarget(installation),
    casebook,
    quarantineKey: secrets.quarantineKey,
    readapt: (line: string, source: string) => readapt(line, { source, mapping }),
  };
  return redrive(target, filter, tell, signal);
}
