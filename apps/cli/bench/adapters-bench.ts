import { adapterSpeeds } from './adapter-speed.js';

/**
 * Measures the adapters of foreign formats against our own, on one thread.
 *
 * @param say  gets a line for each adapter
 */
export async function benchAdapters(say: (line: string) => void): Promise<void> {
  for (const { format, recordsPerSecond, megabytesPerSecond } of adapterSpeeds()) {
    const records = Math.round(recordsPerSecond).toLocaleString('en').padStart(9);
    say(`${format.padEnd(24)} ${records} records/s ${megabytesPerSecond.toFixed(0).padStart(5)} MB/s`);
  }
}
