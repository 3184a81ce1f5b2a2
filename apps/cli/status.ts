import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Alarm, gravest } from '#alarm/alarm';
import type { Spooled } from '#alarm/spool-depth';
import { SystemClock } from '#platform/clock';
import { SPOOL_BOUNDS } from '#spool/spool-bounds';
import { waitingSegments } from '#spool/waiting-segments';
import { lookAtOurselves } from '../console/status/look-at-ourselves.js';
import { type Open, withInstallation } from './command.js';
import { table } from './table.js';

/** Exit code while an alarm is raised, so that a script may act on it; a warning ends with 0. */
const ALARMED = 2;

interface Options {
  readonly json?: boolean;
  readonly all?: boolean;
}

/** `usewatch status`: what is wrong with the installation itself. */
export function registerStatus(program: Command, open: Open): void {
  program
    .command('status')
    .description('what is wrong with the installation itself; ends with code 2 while an alarm is raised')
    .option('--all', 'what is calm as well')
    .option('--json', 'print one JSON object per alarm, calm ones too')
    .action((options: Options) =>
      withInstallation(open, async ({ warehouse, casebook, clock, directory }) => {
        const spool = await spooledIn(directory.spool);
        const at = { warehouse, casebook, clock, wall: new SystemClock(), spooled: () => spool };
        const alarms = await lookAtOurselves(at);
        const text = options.json
          ? alarms.map((alarm) => `${JSON.stringify(alarm)}\n`).join('')
          : describe(alarms, options.all);
        process.stdout.write(text);
        if (gravest(alarms) === 'alarm') process.exitCode = ALARMED;
      }),
    );
}

function describe(alarms: readonly Alarm[], all = false): string {
  const shown = alarms.filter(({ state }) => all || state !== 'calm');
  const calm = alarms.length - shown.length;
  const rest = calm === 0 ? '' : `${calm} of ${alarms.length} are calm; --all shows them\n`;
  if (shown.length === 0) return rest;
  const rows = shown.map(({ state, name, about, because }) => [state, name, about, because]);
  return table(['state', 'alarm', 'about', 'because'], rows) + rest;
}

/** What waits in the spool of this data directory, by its files. */
async function spooledIn(spool: string): Promise<Spooled> {
  let bytes = 0;
  let oldest: Date | undefined;
  for (const file of (await waitingSegments(spool)).received) {
    // Stored and removed since.
    const found = await stat(join(spool, file)).catch(() => undefined);
    if (found === undefined) continue;
    bytes += found.size;
    if (oldest === undefined || found.mtime < oldest) oldest = found.mtime;
  }
  return { bytes, mostBytes: SPOOL_BOUNDS.spooledBytes, oldestReceivedAt: oldest };
}
