import { z } from 'zod';

/** As `libs/casework/rights.ts` has them; the compiler holds both together where the console takes the settings. */
const ROLES = ['viewer', 'investigator', 'lead', 'publisher', 'admin'] as const;

/** A value of the provider's claim, and the role it gives. */
export interface RoleRule {
  readonly value: string;
  readonly role: (typeof ROLES)[number];
}

/** The provider of OpenID Connect that people sign in by. */
export interface ProviderSettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** Absent: a public client, which PKCE alone protects. */
  readonly clientSecret?: string;
  readonly scope: string;
  readonly roleClaim: string;
  /** In the order they are tried in. */
  readonly roles: readonly RoleRule[];
  readonly label: string;
  /** Where people's browsers reach this service. */
  readonly publicUrl: URL;
}

/** Loopback may go without TLS, in tests and while developing. */
const isSafe = (text: string) =>
  URL.canParse(text) && /^https:|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(new URL(text).href);

const address = z
  .string()
  .refine(isSafe, { error: 'must be a URL starting with https://, or http:// on this machine' })
  .optional();

/** Settings of signing in by a provider, all absent where people sign in by password alone. */
export const SIGN_IN_SETTINGS = {
  USEWATCH_PUBLIC_URL: address.meta({
    description: "Address that people's browsers reach this service at, such as `https://desk.example.org`",
  }),
  USEWATCH_OIDC_ISSUER: address.meta({
    description:
      'Issuer of the provider of OpenID Connect, such as `https://login.example.org`; absent: passwords alone',
  }),
  USEWATCH_OIDC_CLIENT_ID: z.string().min(1).optional().meta({ description: 'What the provider calls this service' }),
  USEWATCH_OIDC_CLIENT_SECRET: z.string().min(1).optional().meta({
    description: 'Secret of the client; absent: a public client, which PKCE alone protects',
    isSecret: true,
  }),
  USEWATCH_OIDC_SCOPE: z
    .string()
    .regex(/\bopenid\b/, { error: 'must name openid' })
    .default('openid profile email')
    .meta({ description: 'What is asked of the provider' }),
  USEWATCH_OIDC_ROLE_CLAIM: z
    .string()
    .min(1)
    .default('roles')
    .meta({ description: 'Claim of the ID token that roles are read from: one text or a list' }),
  USEWATCH_OIDC_ROLES: z.string().default('').meta({
    description:
      'Which value gives which role, such as `trust-and-safety=investigator,platform=admin`; the first that fits decides',
  }),
  USEWATCH_OIDC_LABEL: z
    .string()
    .min(1)
    .max(60)
    .default('Sign in with your organisation')
    .meta({ description: 'What the button on the sign-in page says' }),
};

const Given = z.object(SIGN_IN_SETTINGS);

/**
 * The provider that the settings name, if any.
 *
 * @param faults  gets a line about everything that is missing or wrong
 */
export function providerOf(given: z.infer<typeof Given>, faults: string[]): ProviderSettings | undefined {
  const { USEWATCH_OIDC_ISSUER: issuer, USEWATCH_OIDC_CLIENT_ID: clientId, USEWATCH_PUBLIC_URL: publicUrl } = given;
  if (issuer === undefined) return undefined;
  const roles = rulesOf(given.USEWATCH_OIDC_ROLES, faults);
  if (clientId === undefined) faults.push('USEWATCH_OIDC_CLIENT_ID: needed beside USEWATCH_OIDC_ISSUER');
  if (publicUrl === undefined) faults.push('USEWATCH_PUBLIC_URL: needed beside USEWATCH_OIDC_ISSUER');
  if (clientId === undefined || publicUrl === undefined) return undefined;
  const clientSecret = given.USEWATCH_OIDC_CLIENT_SECRET;
  return {
    issuer: new URL(issuer),
    clientId,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    scope: given.USEWATCH_OIDC_SCOPE,
    roleClaim: given.USEWATCH_OIDC_ROLE_CLAIM,
    roles,
    label: given.USEWATCH_OIDC_LABEL,
    publicUrl: new URL(publicUrl),
  };
}

function rulesOf(text: string, faults: string[]): RoleRule[] {
  const rules = text.split(',').filter((rule) => rule.trim() !== '');
  if (rules.length === 0) faults.push('USEWATCH_OIDC_ROLES: needed beside USEWATCH_OIDC_ISSUER, or nobody gets in');
  return rules.flatMap((rule): RoleRule[] => {
    const at = rule.lastIndexOf('=');
    const value = rule.slice(0, Math.max(at, 0)).trim();
    const role = ROLES.find((known) => known === rule.slice(at + 1).trim());
    if (value !== '' && role !== undefined) return [{ value, role }];
    faults.push(
      `USEWATCH_OIDC_ROLES: must be rules such as platform=admin, with one of ${ROLES.join(', ')}; got ${rule.trim()}`,
    );
    return [];
  });
}
