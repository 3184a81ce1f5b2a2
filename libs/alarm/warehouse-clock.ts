import { z } from 'zod';
import type { Question } from '#usage/question';

const Row = z.object({ at: z.number() }).transform(({ at }) => ({ at: new Date(at) }));

/** What time it is at the warehouse. */
export const warehouseClock: Question<{ readonly at: Date }> = {
  sql: new URL('./warehouse-clock.sql', import.meta.url),
  row: Row,
};
