import { randomBytes } from 'node:crypto';
import { BatchSpool } from './batch-spool.js';

/** What is measured: so many senders, each with one batch under way at any time. */
export interface SpoolLoad {
  readonly senders: number;
  readonly batchBytes: number;
  readonly lineBytes: number;
  readonly seconds: number;
}

/** How fast a spool takes batches on the disk it was measured on. */
export interface SpoolSpeed {
  /** MB are millions of bytes. */
  readonly megabytesPerSecond: number;
  readonly batchesPerSecond: number;
  /** Milliseconds from `append` to its acknowledgement. */
  readonly acknowledgedAfter: { readonly p50: number; readonly p99: number };
  readonly batchesPerSync: number;
  /** Microseconds of this process, user and system, per line. */
  readonly cpuMicrosecondsPerLine: number;
}

/**
 * Measures appending alone: segments are removed as soon as they are sealed.
 *
 * @param directory  an empty folder on the disk to measure
 */
export async function measureSpool(directory: string, load: SpoolLoad): Promise<SpoolSpeed> {
  const spool = await BatchSpool.open({ directory, now: () => new Date(), log: () => undefined });
  const line = Buffer.alloc(load.lineBytes, 'x').fill('\n', load.lineBytes - 1);
  const body = [Buffer.concat(Array.from({ length: Math.ceil(load.batchBytes / load.lineBytes) }, () => line))];
  const waited: number[] = [];
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const emptied = (async () => {
    for (let segment = await spool.next(); segment !== undefined; segment = await spool.next()) {
      await spool.remove(segment);
    }
  })();
  const send = async () => {
    while (performance.now() - startedAt < load.seconds * 1_000) {
      const sentAt = performance.now();
      await spool.append({ id: randomBytes(16).toString('hex'), source: 'bench', digest: '', body });
      waited.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: load.senders }, send));
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const { syncs } = spool.facts();
  await spool.close();
  await emptied;
  waited.sort((a, b) => a - b);
  const quantile = (share: number) => waited[Math.floor(share * (waited.length - 1))] ?? 0;
  const bytes = body[0]?.length ?? 0;
  return {
    megabytesPerSecond: (waited.length * bytes) / seconds / 1e6,
    batchesPerSecond: waited.length / seconds,
    acknowledgedAfter: { p50: quantile(0.5), p99: quantile(0.99) },
    batchesPerSync: waited.length / Math.max(1, syncs),
    cpuMicrosecondsPerLine: (user + system) / (waited.length * (bytes / load.lineBytes)),
  };
}
