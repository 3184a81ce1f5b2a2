import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '#platform/clock';
import { Problem } from '#platform/http/problem';
import { problemOf } from '#platform/http/problem-of';
import type { Scope } from '#platform/http/scopes';
import { sendProblem } from '#platform/http/send-problem';
import type { RingCache } from '#platform/ring-cache';
import { pseudonym } from '#usage/pseudonym';
import type { StandingFeed } from './standing-feed.js';

const SCOPE: Scope = 'verdicts:read';

/** Bytes of an account's name, as in usage. */
const LONGEST_ACCOUNT = 256;

const MAKE_A_KEY =
  'send Authorization: Bearer uw_…, with a key made by: npm run -s usewatch -- key create NAME --scope verdicts:read';

// Made once: an error takes its stack with it.
const MISSING = new Problem(401, 'key_missing', 'this address needs a key', MAKE_A_KEY);
const REFUSED = new Problem(401, 'key_refused', 'the key does not hold', MAKE_A_KEY);
const SCOPE_MISSING = new Problem(403, 'scope_missing', `the key lacks the scope ${SCOPE}`, MAKE_A_KEY);
const UNKNOWN = new Problem(
  503,
  'store_unavailable',
  'the casebook has not been read yet, so nobody knows what stands',
  'let the call pass, and ask again in a few seconds',
);
const INVALID = new Problem(
  400,
  'invalid_request',
  `account: must be given once, as the log has it, in 1 to ${LONGEST_ACCOUNT} bytes`,
  'ask GET /v1/verdict?account=NAME',
);

/** What the door works with. */
export interface VerdictNeeds {
  readonly ring: RingCache;
  readonly feed: StandingFeed;
  readonly clock: Clock;
  /** Of the installation: the current one, and during an overlap the former. */
  readonly pseudonymKeys: readonly Uint8Array[];
}

/**
 * `GET /v1/verdict?account=…`, as a Fastify plugin: what a gateway is to do with a call, from memory alone.
 *
 * It stands beside Nest's routes, whose guard looks every key up in the casebook.
 */
export function verdictDoor({
  ring,
  feed,
  clock,
  pseudonymKeys,
}: VerdictNeeds): (fastify: FastifyInstance) => Promise<void> {
  return async (fastify) => {
    fastify.route({
      method: 'GET',
      url: '/v1/verdict',
      onRequest: (request) => admit(request, ring, clock),
      handler: async (request) => {
        const { account, ...others } = request.query as Record<string, unknown>;
        if (typeof account !== 'string' || account === '' || Buffer.byteLength(account) > LONGEST_ACCOUNT)
          throw INVALID;
        if (Object.keys(others).length > 0) throw INVALID;
        const names = pseudonymKeys.map((key) => pseudonym(key, 'account', account));
        const found = feed.verdict(names, clock.now());
        if (found === undefined) throw UNKNOWN;
        const { verdict, action, standing, ageMilliseconds, isStale } = found;
        return {
          verdict,
          action,
          case: standing?.id ?? null,
          category: standing?.category ?? null,
          since: standing?.createdAt ?? null,
          until: standing?.expiresAt ?? null,
          age_ms: ageMilliseconds,
          stale: isStale,
        };
      },
      errorHandler: (error, request, reply) => sendProblem(reply, problemOf(error, request.id)),
    });
  };
}

async function admit(request: FastifyRequest, ring: RingCache, clock: Clock): Promise<void> {
  const secret = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (secret === undefined) throw MISSING;
  const known = await ring.known();
  if (known === undefined) throw UNKNOWN;
  let verdict = known.ring.judge(secret, clock.now());
  // A key made a moment ago is looked up, at most once a second.
  if (!verdict.valid && verdict.reason === 'wrong') {
    verdict = (await ring.lookAgain())?.ring.judge(secret, clock.now()) ?? verdict;
  }
  if (!verdict.valid) throw REFUSED;
  if (!verdict.key.scopes.includes(SCOPE)) throw SCOPE_MISSING;
}
