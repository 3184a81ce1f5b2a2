import { readFileSync } from 'node:fs';

/** Ticks of the clock that Linux counts processes by, a second. */
const TICKS = 100;

/** Seconds of processor a process has had so far: unlike time on the wall they do not grow when others are busy. */
export function processorSeconds(pid: number): number {
  // The name of the process, in brackets, may hold blanks.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
