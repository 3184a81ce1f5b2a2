import { z } from 'zod';
import { instant } from '../instant.js';
import { Reason } from '../reason.js';

const pseudonym = z.string().regex(/^[0-9a-f]{32}$/, { error: 'must be 32 hex digits' });

export const Exception = z
  .object({
    id: z.uuid(),
    kind: z.enum(['account', 'key', 'network']),
    subject: z.string(),
    detector: z.string().nullable(),
    reason: z.string(),
    added_by: z.string(),
    added_at: instant,
    since: instant,
    expires_at: instant,
    removed_by: z.string().nullable(),
    removed_at: instant.nullable(),
    removed_because: z.string().nullable(),
  })
  .meta({ id: 'Exception' });
export const Exceptions = z.object({ exceptions: z.array(Exception) }).meta({ id: 'Exceptions' });
export type Exceptions = z.infer<typeof Exceptions>;

export const ExceptionQuery = z.strictObject({
  subject: pseudonym.optional(),
  standing: z.enum(['only', 'all']).default('only'),
});

export const NewException = z
  .strictObject({
    kind: z.enum(['account', 'key', 'network']),
    subject: pseudonym,
    detector: z
      .string()
      .regex(/^[a-z][a-z-]{0,63}$/, { error: 'must be the name of a detector, such as limit-hammering' })
      .nullable()
      .default(null),
    reason: Reason,
    expires_at: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'NewException' });

export const ExceptionId = z.uuid({ error: 'id: must be a UUID' });
export const ExceptionEnd = z.strictObject({ reason: Reason }).meta({ id: 'ExceptionEnd' });
