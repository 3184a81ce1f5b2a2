import type { Asked } from '#hunt/asked';
import { costOf, HUNT_LIMITS, type HuntCost, storedSpan } from '#hunt/cost';
import { type Hunt, hasWindow } from '#hunt/hunt';
import { HuntError } from '#hunt/hunt-error';
import type { Warehouse } from '#warehouse/warehouse';
import { WarehouseError } from '#warehouse/warehouse-error';

/** A hunt as somebody wrote it, perhaps without a window. */
export type WrittenHunt = Hunt | { readonly where: Hunt['where'] };

/** ClickHouse's codes for a question that took too long, read too much, or needed too much memory. */
const TOO_COSTLY: ReadonlySet<string> = new Set(['159', '241', '307', '396']);

/**
 * What a hunt would cost, without asking it.
 *
 * @param compile  makes the question of the hunt
 * @throws {HuntError | WarehouseError}
 */
export async function costOfHunt(
  warehouse: Warehouse,
  hunt: WrittenHunt,
  compile: (hunt: Hunt) => Asked<unknown>,
): Promise<HuntCost> {
  if (!hasWindow(hunt)) {
    return costOf(hunt, 'usage', await stored(warehouse, { from: new Date(0), until: new Date(0) }), undefined);
  }
  const { question, parameters, reads } = compile(hunt);
  const from = parameters.since instanceof Date ? parameters.since : hunt.from;
  const [span, rows] = await Promise.all([
    stored(warehouse, { from, until: hunt.until }),
    warehouse.estimate(question, parameters),
  ]);
  return costOf(hunt, reads, span, rows);
}

/**
 * Asks a hunt, unless it would cost more than one question may.
 *
 * @param signal  calls it off, in the warehouse too
 * @throws {HuntError} before it runs, saying what it would cost and how to narrow it; or once it has met a limit
 */
export async function askHunt<Row>(
  warehouse: Warehouse,
  hunt: WrittenHunt,
  compile: (hunt: Hunt) => Asked<Row>,
  signal: AbortSignal,
): Promise<{ readonly rows: Row[]; readonly cost: HuntCost }> {
  const cost = await costOfHunt(warehouse, hunt, compile);
  refuseCostly(cost);
  if (!hasWindow(hunt)) throw new TypeError('askHunt requires a cost that refuses hunts without a window');
  const { question, parameters } = compile(hunt);
  try {
    return { rows: await warehouse.ask(question, parameters, 'open', { ...HUNT_LIMITS, signal }), cost };
  } catch (error) {
    if (!(error instanceof WarehouseError && TOO_COSTLY.has(error.code))) throw error;
    throw new HuntError(
      'hunt',
      `was stopped: it took more than ${HUNT_LIMITS.seconds} s, or more memory than there is for one`,
      'ask for less time, or add a clause',
    );
  }
}

/** @throws {HuntError} when it may not run */
export function refuseCostly({ refusal }: HuntCost): void {
  if (refusal !== undefined) throw new HuntError('hunt', refusal.because, `${refusal.next}: ?${refusal.narrower}`);
}

async function stored(warehouse: Warehouse, window: { readonly from: Date; readonly until: Date }) {
  const [span] = await warehouse.ask(storedSpan, { ...window });
  if (span === undefined) throw new TypeError('storedSpan requires one row');
  return span;
}
