import { totalmem } from 'node:os';

/** Bytes of memory that this process may use: the machine's, or its container's where that has fewer. */
export function memoryHere(): number {
  const constrained = process.constrainedMemory?.() ?? 0;
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
