import { z } from 'zod';
import type { Question } from '#usage/question';
import type { Warehouse } from './warehouse.js';

const Row = z.object({ at: z.number() }).transform(({ at }) => ({ at: new Date(at) }));
const CLOCK: Question<z.infer<typeof Row>> = { sql: new URL('./clock.sql', import.meta.url), row: Row };

/** What time it is at the warehouse. @throws {WarehouseError} when it does not answer */
export async function timeAtWarehouse(warehouse: Pick<Warehouse, 'ask'>): Promise<Date> {
  const [said] = await warehouse.ask(CLOCK);
  if (said === undefined) throw new TypeError('timeAtWarehouse requires one row');
  return said.at;
}
