import { z } from 'zod';
import { ROLES } from '#casework/rights';
import { instant } from '../instant.js';
import { Reason } from '../reason.js';
import { Login, PersonName, PersonRef } from './session-shape.js';

/** A path has no field names, so the message says which part it means. */
export const PersonId = z.uuid({ error: 'id: must be a UUID' });

const Person = PersonRef.extend({
  role: z.enum(ROLES),
  disabled: z.boolean(),
  created_at: instant,
  last_signed_in_at: instant.nullable(),
}).meta({ id: 'Person' });

export const People = z.object({ people: z.array(Person) }).meta({ id: 'People' });
export type People = z.infer<typeof People>;

export const NewPerson = z
  .strictObject({ login: Login, name: PersonName, role: z.enum(ROLES), reason: Reason })
  .meta({ id: 'NewPerson' });

/** Shown once: whoever opens it within a day chooses the password. */
export const SignInLink = z
  .object({
    person: Person,
    /** Path and fragment, such as `/welcome#…`; null where nothing needs to be set. */
    link: z.string().nullable(),
    expires_at: instant.nullable(),
  })
  .meta({ id: 'SignInLink' });
export type SignInLink = z.infer<typeof SignInLink>;

export const RoleChange = z.strictObject({ role: z.enum(ROLES), reason: Reason }).meta({ id: 'RoleChange' });
export const PersonChange = z.strictObject({ reason: Reason }).meta({ id: 'PersonChange' });
