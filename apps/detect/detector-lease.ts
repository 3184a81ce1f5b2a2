import type { Casebook } from '#casebook/casebook';
import type { Detector } from '#detect/detector';

/** Name of the lease that whoever works for a detector holds. */
export function leaseOf({ name }: Pick<Detector, 'name'>): string {
  return `detect ${name}`;
}

/** Whether some process works for the detector now; if none does, a run marked running was left by one that died. */
export async function isAtWork(casebook: Casebook, detector: Pick<Detector, 'name'>): Promise<boolean> {
  return (await casebook.tryLease(leaseOf(detector), async () => undefined)) === undefined;
}
