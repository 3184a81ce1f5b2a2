import { Argument, type Command, InvalidArgumentError } from 'commander';
import { benchAdapters } from './bench/adapters-bench.js';
import { benchDashboards } from './bench/dashboards-bench.js';
import { benchDetect } from './bench/detect-bench.js';
import { benchHunt } from './bench/hunt-bench.js';
import { benchIngest } from './bench/ingest-bench.js';
import { benchKnown } from './bench/known-bench.js';
import { benchQueue } from './bench/queue-bench.js';
import { benchRelease } from './bench/release-bench.js';
import { benchSegment } from './bench/segment-bench.js';
import { benchSpool } from './bench/spool-bench.js';
import { benchVerdict } from './bench/verdict-bench.js';

/** What can be measured: two things each, against one another, in one run. */
const BENCHES: Readonly<Record<string, (say: (line: string) => void, many?: number) => Promise<void>>> = {
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
  release: benchRelease,
};

/** `npm run bench [WHAT] [MANY]`: speed is shown by comparing, never by a timed test. */
export function registerBench(program: Command): void {
  program
    .command('bench')
    .description('compare ways of doing the same, in one run on this machine')
    .addArgument(new Argument('[what]', 'all of them when left out').choices(Object.keys(BENCHES)))
    .addArgument(new Argument('[many]', 'incidents of the bench release, a million when left out').argParser(asMany))
    .action(async (what?: string, many?: number) => {
      if (many !== undefined && what !== 'release')
        program.error(`error: only release is of a size of your choice, not ${what}`);
      for (const [name, bench] of Object.entries(BENCHES)) {
        if (what === undefined || what === name) await bench((line) => process.stdout.write(`${line}\n`), many);
      }
    });
}

/** Incidents at most; a tenth of what a row's number may be. */
const MOST = 100_000_000;

function asMany(text: string): number {
  const count = Number(text);
  if (/^\d{1,9}$/.test(text) && count >= 1 && count <= MOST) return count;
  throw new InvalidArgumentError(`write a whole number from 1 to ${MOST}.`);
}
