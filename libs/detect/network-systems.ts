import { z } from 'zod';
import type { Question } from '#usage/question';

const Row = z.object({ network: z.string(), asn: z.number().int().positive() });

/** The autonomous system of each network asked for, as far as records tell it. */
export const networkSystems: Question<z.infer<typeof Row>> = {
  sql: new URL('./network-systems.sql', import.meta.url),
  row: Row,
};
