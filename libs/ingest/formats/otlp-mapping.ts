import { z } from 'zod';
import { FormatError } from './format-error.js';

/** Fields that OpenTelemetry has no attribute of its own for, or none that the operator vouches for. */
const MAPPABLE = [
  'account',
  'organization',
  'project',
  'key',
  'session',
  'conversation',
  'end_user',
  'safety_identifier',
  'ip',
  'country',
  'network_class',
  'user_agent',
  'sdk',
  'client_fingerprint',
  'limit_type',
  'plan',
  'payment_fingerprint',
  'deployment',
] as const;

/** Name of a field that a mapping may fill. */
export type Mappable = (typeof MAPPABLE)[number];

/** One place to look: an attribute of the span (or log record), of its instrumentation scope, or of the resource. */
const PLACE = /^(span|scope|resource):(.{1,256})$/s;

const Place = z.string().regex(PLACE, {
  error: ({ input }) => `is ${JSON.stringify(input)}; write span:NAME, scope:NAME or resource:NAME`,
});

/** An attribute to read. */
export interface Place {
  readonly of: 'span' | 'scope' | 'resource';
  readonly name: string;
}

/** For each field the places to look, the first that says something counts. */
export type OtlpMapping = readonly (readonly [field: Mappable, places: readonly Place[]])[];

/**
 * Where each field is looked for unless a mapping says otherwise.
 *
 * `usewatch.FIELD` is what an operator's gateway sets on purpose, so it may fill every field. Beside it, verified fields
 * take only what a gateway itself establishes: LiteLLM's own attributes of the key it authenticated. `user.id`,
 * `user.hash` and `enduser.id` often repeat what the caller wrote, so they are claims and fill `end_user` alone; an
 * operator whose `user.id` is authenticated says so with `"account": ["span:user.id"]`.
 */
const DEFAULTS: Partial<Record<Mappable, readonly string[]>> = {
  account: ['span:metadata.user_api_key_user_id', 'span:metadata.user_api_key_team_id'],
  organization: ['span:metadata.user_api_key_org_id'],
  project: ['span:metadata.user_api_key_project_id', 'span:metadata.user_api_key_team_id'],
  key: ['span:metadata.user_api_key_hash'],
  session: ['span:session.id'],
  conversation: ['span:gen_ai.conversation.id'],
  end_user: ['span:user.id', 'span:enduser.id', 'span:user.hash', 'span:metadata.user_api_key_end_user_id'],
  ip: ['span:client.address', 'span:metadata.requester_ip_address'],
  user_agent: ['span:user_agent.original', 'span:http.user_agent', 'span:metadata.user_agent'],
};

const Mapping = z.strictObject(
  Object.fromEntries(MAPPABLE.map((field) => [field, z.array(Place).max(32).optional()])) as Record<
    Mappable,
    z.ZodOptional<z.ZodArray<typeof Place>>
  >,
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `cannot be mapped; fields that can are ${MAPPABLE.join(', ')}` : undefined,
  },
);

/** The mapping of an operator who says nothing. */
export const defaultOtlpMapping: OtlpMapping = mappingOf({});

/**
 * Reads an operator's mapping: a JSON object from field names to lists of places; a field it names is looked for there
 * and nowhere else, and an empty list switches a field off.
 *
 * @throws {FormatError} naming every entry that is wrong
 */
export function readOtlpMapping(text: string): OtlpMapping {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new FormatError(
      `the OTLP mapping is no JSON (${(error as Error).message}); write {"account": ["span:NAME"]}`,
    );
  }
  const read = Mapping.safeParse(given);
  if (read.success) return mappingOf(read.data);
  const faults = read.error.issues.map((issue) => {
    const path = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.reduce<string>(entry, '');
    return `${path === '' ? 'the whole' : path} ${issue.message}`;
  });
  throw new FormatError(`the OTLP mapping is wrong: ${faults.join('; ')}`);
}

const entry = (path: string, step: PropertyKey) => (typeof step === 'number' ? `${path}[${step}]` : String(step));

function mappingOf(given: { readonly [field in Mappable]?: readonly string[] | undefined }): OtlpMapping {
  return MAPPABLE.map((field) => {
    const own = [`span:usewatch.${field}`, `scope:usewatch.${field}`, `resource:usewatch.${field}`];
    const places = given[field] ?? [...own, ...(DEFAULTS[field] ?? [])];
    return [field, places.map(placeOf)] as const;
  });
}

function placeOf(text: string): Place {
  const [, of, name] = PLACE.exec(text) as unknown as [string, Place['of'], string];
  return { of, name };
}
