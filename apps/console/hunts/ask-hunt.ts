import type { Asked } from '#hunt/asked';
import { costOf, HUNT_LIMITS, type HuntCost, prefersRollUp, storedSpan } from '#hunt/cost';
import { type Hunt, hasWindow } from '#hunt/hunt';
import { HuntError } from '#hunt/hunt-error';
import type { Warehouse } from '#warehouse/warehouse';
import { WarehouseError } from '#warehouse/warehouse-error';

/** A hunt as somebody wrote it, perhaps without a window. */
export type WrittenHunt = Hunt | { readonly where: Hunt['where'] };

/** ClickHouse's codes for a question that took too long, read too much, or needed too much memory. */
const TOO_COSTLY: ReadonlySet<string> = new Set(['159', '241', '307', '396']);

/** What a hunt would cost, and the question that would be asked; absent without a window. */
interface Plan<Row> {
  readonly cost: HuntCost;
  readonly asked?: Asked<Row>;
}

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
  return (await plan(warehouse, hunt, compile)).cost;
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
  const { cost, asked } = await plan(warehouse, hunt, compile);
  refuseCostly(cost);
  if (asked === undefined) throw new TypeError('askHunt requires a cost that refuses hunts without a window');
  try {
    return { rows: await warehouse.ask(asked.question, asked.parameters, 'open', { ...HUNT_LIMITS, signal }), cost };
  } catch (error) {
    if (!(error instanceof WarehouseError && TOO_COSTLY.has(error.code))) throw error;
    throw new HuntError(
      'hunt',
      `was stopped: it took more than ${HUNT_LIMITS.seconds} s, or more memory than there is for one`,
      'ask for less time, or add a clause',
    );
  }
}

async function plan<Row>(
  warehouse: Warehouse,
  hunt: WrittenHunt,
  compile: (hunt: Hunt) => Asked<Row>,
): Promise<Plan<Row>> {
  if (!hasWindow(hunt)) {
    const nothing = { from: new Date(0), until: new Date(0) };
    return { cost: costOf(hunt, 'usage', await stored(warehouse, nothing), undefined) };
  }
  const ofCalls = compile(hunt);
  const { rollUp } = ofCalls;
  const from = ofCalls.parameters.since instanceof Date ? ofCalls.parameters.since : hunt.from;
  const [span, calls, hours] = await Promise.all([
    stored(warehouse, { from, until: hunt.until }),
    warehouse.estimate(ofCalls.question, ofCalls.parameters),
    rollUp && warehouse.estimate(rollUp.question, rollUp.parameters),
  ]);
  const isRolledUp = rollUp !== undefined && prefersRollUp(hunt, calls, hours);
  const asked = isRolledUp ? rollUp : ofCalls;
  return { cost: costOf(hunt, asked.reads, span, isRolledUp ? hours : calls), asked };
}

/** @throws {HuntError} when it may not run */
function refuseCostly({ refusal }: HuntCost): void {
  if (refusal !== undefined) throw new HuntError('hunt', refusal.because, `${refusal.next}: ?${refusal.narrower}`);
}

async function stored(warehouse: Warehouse, window: { readonly from: Date; readonly until: Date }) {
  const [span] = await warehouse.ask(storedSpan, { ...window });
  if (span === undefined) throw new TypeError('storedSpan requires one row');
  return span;
}
