import { readFileSync } from 'node:fs';

/** Megabytes of memory that a process holds now; 0 once it has ended. */
export function residentMegabytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
}
