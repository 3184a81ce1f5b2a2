import { z } from 'zod';
import type { Question } from '#usage/question';

const Row = z
  .object({ detector: z.string(), day: z.iso.date(), by_clock: z.boolean() })
  .transform(({ detector, day, by_clock }) => ({ detector, day, byClock: by_clock }));

/** A day that a detector judged. */
export type DetectorDay = z.infer<typeof Row>;

/** Which days each detector judged, and whether the clock had it do so or a person. */
export const detectorDays: Question<DetectorDay> = { sql: new URL('./detector-days.sql', import.meta.url), row: Row };
