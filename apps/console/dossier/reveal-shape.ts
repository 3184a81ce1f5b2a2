import { z } from 'zod';
import { Reason } from '../reason.js';

const instant = z.iso.datetime().meta({ id: 'Instant' });
const pseudonym = z.string().regex(/^[0-9a-f]{32}$/, { error: 'must be 32 hex digits' });

export const NewReveal = z
  .strictObject({
    record: pseudonym.meta({ description: 'One of the evidence records of a finding of this incident' }),
    reason: Reason,
  })
  .meta({ id: 'NewReveal' });

/** Retained text of one call. Hostile: show it escaped, with links defanged. */
export const Revealed = z
  .object({
    record: pseudonym,
    at: instant,
    account: z.string(),
    parts: z.array(
      z.object({
        part: z.enum(['system_prompt', 'prompt', 'completion']),
        text: z.string(),
        cut: z.number().int().min(0).meta({ description: 'Characters left out at the end' }),
      }),
    ),
    retained: z.boolean().meta({ description: 'False where retention was off or has ended' }),
    audit: z.number().int().meta({ description: 'Entry of the audit log that says who looked and why' }),
    looks: z.number().int().meta({ description: 'Looks of this person in the last hour, this one included' }),
  })
  .meta({ id: 'Revealed' });
export type Revealed = z.infer<typeof Revealed>;
