import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureSpool } from '#spool/spool-speed';

/** Bodies as gateways batch them, and single records from many senders at once. */
const LOADS = [
  { name: '8 senders of 1 MB', senders: 8, batchBytes: 1 << 20, lineBytes: 1_700, seconds: 4 },
  { name: '500 senders of a record', senders: 500, batchBytes: 1_700, lineBytes: 1_700, seconds: 4 },
];

/**
 * Measures how fast batches become safe on this disk: large ones against small ones.
 *
 * @param say  gets a line for each measurement
 */
export async function benchSpool(say: (line: string) => void): Promise<void> {
  for (const { name, ...load } of LOADS) {
    const directory = await mkdtemp(join(tmpdir(), 'usewatch-bench-'));
    try {
      const { acknowledgedAfter, cpuMicrosecondsPerLine, ...speed } = await measureSpool(directory, load);
      const figures = Object.entries(speed).map(([what, value]) => `${what} ${value.toFixed(0)}`);
      const { p50, p99 } = acknowledgedAfter;
      say(
        `${name}: ${figures.join(', ')}; acknowledged p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms; ${cpuMicrosecondsPerLine.toFixed(1)} µs of CPU a line`,
      );
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
}
