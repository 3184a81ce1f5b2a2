import { Argument, type Command, InvalidArgumentError } from 'commander';
import { benchAdapters } from './bench/adapters-bench.js';
import { benchDashboards } from './bench/dashboards-bench.js';
import { benchDetect, DETECT_PARTS } from './bench/detect-bench.js';
import type { MonthOptions } from './bench/detect-world.js';
import { benchHunt, HUNT_PARTS } from './bench/hunt-bench.js';
import { benchIngest, INGEST_PARTS } from './bench/ingest-bench.js';
import { benchKnown } from './bench/known-bench.js';
import { benchQueue } from './bench/queue-bench.js';
import { benchRelease } from './bench/release-bench.js';
import { benchSegment } from './bench/segment-bench.js';
import { benchSpool } from './bench/spool-bench.js';
import { benchVerdict } from './bench/verdict-bench.js';
import { CommandError } from './command.js';

interface BenchOptions extends MonthOptions {
  /** Incidents of a release. */
  readonly incidents?: number;
}

/** What can be measured: two things each, against one another, in one run. */
const BENCHES: Readonly<Record<string, (say: (line: string) => void, options: BenchOptions) => Promise<void>>> = {
  adapters: benchAdapters,
  spool: benchSpool,
  segment: benchSegment,
  known: benchKnown,
  ingest: benchIngest,
  detect: benchDetect,
  hunt: benchHunt,
  queue: benchQueue,
  verdict: benchVerdict,
  dashboards: benchDashboards,
  release: (say, { incidents }) => benchRelease(say, incidents),
};

/** What can be measured one part after the other. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  ingest: INGEST_PARTS,
  detect: DETECT_PARTS,
  hunt: HUNT_PARTS,
};

/** Of those, what measures over calls that a folder keeps. */
const KEEPING = ['detect', 'hunt'];

/** `npm run bench [WHAT] [PARTS]`: speed is shown by comparing, never by a timed test. */
export function registerBench(program: Command): void {
  program
    .command('bench')
    .description('compare ways of doing the same, in one run on this machine')
    .addArgument(new Argument('[what]', 'all of them when left out').choices(Object.keys(BENCHES)))
    .argument('[parts...]', `${partsInWords()}; everything when left out`)
    .option(
      '--kept <folder>',
      'where the calls of detect and hunt stay, so that parts can be measured one after the other',
    )
    .option('--incidents <count>', 'of release; a million when left out', asMany)
    .action(async (what: string | undefined, parts: string[], { kept, incidents }: Omit<BenchOptions, 'parts'>) => {
      const known = PARTS[what ?? ''];
      if (known === undefined && parts.length > 0) {
        throw new CommandError(`parts are of ${Object.keys(PARTS).join(', ')} alone, not of ${what ?? 'every bench'}`);
      }
      if (kept !== undefined && !KEEPING.includes(what ?? '')) {
        throw new CommandError(`--kept is of ${KEEPING.join(' and ')} alone, not of ${what ?? 'every bench'}`);
      }
      const strange = parts.find((part) => !known?.includes(part));
      if (strange !== undefined) {
        throw new CommandError(`${what} has no part ${strange}; there are ${known?.join(', ')}`);
      }
      if (what !== 'release' && incidents !== undefined) {
        throw new CommandError(`--incidents is of release alone, not of ${what ?? 'every bench'}`);
      }
      const options = {
        parts,
        ...(kept === undefined ? {} : { kept }),
        ...(incidents === undefined ? {} : { incidents }),
      };
      for (const [name, bench] of Object.entries(BENCHES)) {
        if (what === undefined || what === name) await bench((line) => process.stdout.write(`${line}\n`), options);
      }
    });
}

function partsInWords(): string {
  return Object.entries(PARTS)
    .map(([what, parts]) => `of ${what}: ${parts.join(', ')}`)
    .join('; ');
}

/** Incidents at most; a tenth of what a row's number may be. */
const MOST = 100_000_000;

function asMany(text: string): number {
  const count = Number(text);
  if (/^\d{1,9}$/.test(text) && count >= 1 && count <= MOST) return count;
  throw new InvalidArgumentError(`write a whole number from 1 to ${MOST}.`);
}
