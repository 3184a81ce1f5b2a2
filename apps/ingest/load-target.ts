import { ingestKeys } from '#platform/ingest-keys';
import type { Installation } from '#platform/open-installation';
import { casebookJournal } from './journal.js';
import type { LoadTarget } from './load-log.js';
import { withEveryPart } from './part-lease.js';

/** An installation as the place a log goes to. */
export function loadTarget({ warehouse, casebook, clock, config, directory, secrets }: Installation): LoadTarget {
  return {
    warehouse,
    journal: casebookJournal(casebook),
    keys: ingestKeys(secrets),
    spool: directory.spool,
    now: () => clock.now(),
    exclusively: (work) => withEveryPart(casebook, work),
    ...config.ingest,
  };
}
