import { z } from 'zod';
import { REASONS } from '#usage/reasons';
import { Reason } from './reason.js';

const count = z.number().int().min(0);
const refusedFor = z
  .string()
  .refine((reason) => Object.hasOwn(REASONS, reason), { error: 'must be a reason that lines are refused for' });

export const SettlingQuery = z.strictObject({ reason: refusedFor });

/** What settling would touch now. */
export const SettlingPreview = z
  .object({
    reason: z.string(),
    lines: count.meta({ description: 'Whose sealed text lies here and waits' }),
    redrives: z.boolean().meta({ description: 'Whether they may be driven again from here' }),
    because: z.string().meta({ description: 'Why not; empty when they may' }),
  })
  .meta({ id: 'SettlingPreview' });
export type SettlingPreview = z.infer<typeof SettlingPreview>;

export const NewSettling = z
  .strictObject({
    reason: refusedFor,
    lines: z.number().int().min(1).meta({ description: 'As the preview told; with another number it is refused' }),
    why: Reason,
  })
  .meta({ id: 'NewSettling' });

export const Redriven = z
  .object({ lines: count, stored: count, duplicate: count, quarantined: count, dropped: count })
  .meta({ id: 'Redriven' });
export const Discarded = z.object({ lines: count }).meta({ id: 'Discarded' });
