import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the clock that Linux counts processes by, a second. */
const TICKS = 100;

/** Seconds of processor a process has had so far: unlike time on the wall they do not grow when others are busy. */
export function processorSeconds(pid: number): number {
  return secondsIn(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** Seconds of processor that the threads of one name have had so far; a thread that ended takes its own along. */
export function threadSeconds(pid: number, name: string): number {
  let seconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const stat = statOf(pid, thread);
    if (stat?.includes(`(${name}) `)) seconds += secondsIn(stat);
  }
  return seconds;
}

/** Undefined for a thread that has ended since it was listed. */
function statOf(pid: number, thread: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
  } catch {
    return undefined;
  }
}

function secondsIn(stat: string): number {
  // The name, in brackets, may hold blanks.
  const fields = stat.split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
