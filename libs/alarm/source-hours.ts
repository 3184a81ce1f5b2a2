import { z } from 'zod';
import type { Question } from '#usage/question';

const Row = z
  .object({ source: z.string(), hours: z.array(z.number().int()) })
  .transform(({ source, hours }) => ({ source, hours: hours.map((second) => new Date(second * 1_000)) }));

/** Hours in which a source sent anything, ascending. */
export interface SourceHours {
  readonly source: string;
  readonly hours: readonly Date[];
}

export const sourceHours: Question<SourceHours> = { sql: new URL('./source-hours.sql', import.meta.url), row: Row };
