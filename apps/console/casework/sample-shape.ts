import { z } from 'zod';

const count = z.number().int().min(0);
const week = z.string().regex(/^\d{4}-W\d\d$/, { error: 'must be an ISO week such as 2026-W40' });

export const NewSample = z.strictObject({ week }).meta({ id: 'NewSample' });

/** A week of the audit sample by what detectors said of its accounts, and what blind reviewers have said so far. */
export const Sample = z
  .object({
    week: z.string(),
    strata: z.array(
      z.object({
        stratum: z.enum(['act', 'report', 'shadow', 'none']),
        population: count,
        drawn: count,
        confirmed: count,
        dismissed: count,
        uncertain: count,
        waiting: count,
      }),
    ),
  })
  .meta({ id: 'Sample' });
export type Sample = z.infer<typeof Sample>;

export const Samples = z
  .object({
    last_week: z.string().meta({ description: 'The last ISO week that has ended' }),
    draws: z.boolean().meta({ description: 'Whether this process can draw one' }),
    samples: z.array(Sample),
  })
  .meta({ id: 'Samples' });
export type Samples = z.infer<typeof Samples>;
