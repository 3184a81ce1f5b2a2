import { z } from 'zod';
import type { Question } from '#usage/question';

const Row = z
  .object({ hour_second: z.number().int(), records: z.number().int(), timely: z.number().int() })
  .transform(({ hour_second, records, timely }) => ({ hour: new Date(hour_second * 1_000), records, timely }));

/** Usage of one hour. */
export interface Arrivals {
  /** Start of the hour. */
  readonly hour: Date;
  /** Records of calls that started in it. */
  readonly records: number;
  /** Those received within 7 days of their start; records older than that are judged by hand alone. */
  readonly timely: number;
}

/** Usage by hour, so that windows are known to be due, or due again. */
export const arrivals: Question<Arrivals> = { sql: new URL('./arrivals.sql', import.meta.url), row: Row };
