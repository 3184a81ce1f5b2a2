import { z } from 'zod';
import type { Question } from '#usage/question';

/** Every table of the warehouse that a release or a detector reads, by the name under which a gap in it is told. */
export const SOURCES = ['arrivals', 'usage by hour', 'accounts by day'] as const;

const Row = z.object({ source: z.enum(SOURCES), day: z.iso.date(), records: z.number().nonnegative() });

/** Records that one source holds of one day. */
export type SourceDay = z.infer<typeof Row>;

/** How many records each source holds, day by day. */
export const sourceDays: Question<SourceDay> = { sql: new URL('./source-days.sql', import.meta.url), row: Row };
