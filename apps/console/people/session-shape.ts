import { z } from 'zod';
import { RIGHTS, type Right, ROLES } from '#casework/rights';
import { instant } from '../instant.js';

const ALL_RIGHTS = Object.entries(RIGHTS).flatMap(([resource, actions]) =>
  Object.keys(actions).map((action) => `${resource}:${action}`),
) as Right[];

/** Lower case, so that one person cannot look like another. */
export const Login = z.string().regex(/^[a-z0-9][a-z0-9._@-]{0,62}$/, {
  error: 'must be 1 to 63 of a-z, 0-9 and . _ @ -, beginning with a letter or digit',
});

/** PostgreSQL keeps neither NUL nor half a surrogate pair, and a name is one line. */
export const PersonName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((text) => !/\p{Cc}/u.test(text) && Buffer.from(text).toString() === text, {
    error: 'must be one line of well-formed text',
  });

/** As given; whether a new one is good enough is said by `libs/casework/password.ts`. */
const password = z.string().min(1).max(200);

/** What a link holds behind its `#`; see `SignInLink`. */
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/, { error: 'must be the 43 characters behind # of the link' });

export const SignInWays = z
  .object({
    /** False until the first person has used the link of the first start, where no provider lets people in. */
    set_up: z.boolean(),
    password: z.boolean(),
    /** Absent when no provider is named in the settings. */
    oidc: z.object({ label: z.string(), url: z.string() }).nullable(),
    demo: z.boolean(),
  })
  .meta({ id: 'SignInWays' });
export type SignInWays = z.infer<typeof SignInWays>;

export const SignIn = z.strictObject({ login: z.string().min(1).max(200), password }).meta({ id: 'SignIn' });

export const PersonRef = z.object({ id: z.uuid(), login: z.string(), name: z.string() }).meta({ id: 'PersonRef' });
export type PersonRef = z.infer<typeof PersonRef>;

export const Session = z
  .object({
    person: PersonRef.extend({ role: z.enum(ROLES) }),
    rights: z.array(z.enum(ALL_RIGHTS)).meta({ description: 'resource:action, everything this person may do' }),
    /** When it ends if nothing is asked meanwhile; each request moves it on. */
    idle_until: instant,
    /** When it ends whatever happens. */
    ends_at: instant,
    demo: z.boolean(),
    /** The installation's clock; stands still in a demonstration. */
    now: instant,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

/** A page of ours to show after signing in; short, for it travels in a cookie. */
export const SignInTo = z.strictObject({
  to: z
    .string()
    .max(120)
    .regex(/^\/(?![/\\])[^\s\\]*$/, { error: 'must be a path of this service, such as /queue' })
    .default('/queue'),
});

export const LinkToken = z.strictObject({ token }).meta({ id: 'LinkToken' });

export const LinkPurpose = z
  .object({
    /** `first_admin` asks for login and name as well; `password` sets one for the person named. */
    purpose: z.enum(['first_admin', 'password']),
    person: PersonRef.nullable(),
    expires_at: instant,
  })
  .meta({ id: 'LinkPurpose' });
export type LinkPurpose = z.infer<typeof LinkPurpose>;

export const Welcome = z
  .strictObject({ token, password, login: Login.optional(), name: PersonName.optional() })
  .meta({ id: 'Welcome' });

export const PasswordChange = z.strictObject({ current: password, password }).meta({ id: 'PasswordChange' });
