import { type ApiKey, type ApiKeys, LAST_USE_EVERY } from '#casebook/api-keys';
import type { Verdict } from '#casebook/key-ring';
import type { Clock } from '#platform/clock';
import { Problem } from '#platform/http/problem';
import type { Scope } from '#platform/http/scopes';
import { RingCache } from '#platform/ring-cache';
import { pseudonym } from '#usage/pseudonym';
import { networkOf } from './network-of.js';
import type { RefusalReason, Refusals } from './refusals.js';
import { Throttle } from './throttle.js';

/** Somebody may write usage, for one source. */
export interface Admitted {
  readonly admitted: true;
  readonly keyId: string;
  readonly source: string;
  /** Of the key, for people. */
  readonly name: string;
}

/** Somebody may not, and is told no more than that. */
export interface Refused {
  readonly admitted: false;
  readonly problem: Problem;
  /** Header `retry-after`, when it may go better later. */
  readonly retryAfterSeconds?: number;
}

/** Headers that may carry a key. */
export interface KeyHeaders {
  readonly authorization?: string | undefined;
  /** What exporters that set plain headers only send. */
  readonly 'x-api-key'?: string | string[] | undefined;
}

/** What a door guard needs. */
export interface DoorGuardNeeds {
  readonly keys: Pick<ApiKeys, 'ring' | 'recordUse'>;
  readonly refusals: Refusals;
  readonly clock: Clock;
  /** The installation's pseudonym key: refusals name networks as usage does. */
  readonly pseudonymKey: Uint8Array;
  /** Milliseconds on a clock that never jumps; the process's own when absent. */
  readonly elapsed?: () => number;
}

const WRITES: Scope = 'usage:write';

/** Seconds; a casebook comes back within a few. */
const CASEBOOK_BACK_IN = 5;

const MAKE_A_KEY =
  'send Authorization: Bearer uw_… or x-api-key: uw_…, with a key made by: npm run -s usewatch -- key create NAME --scope usage:write --source SOURCE';

// Made once: an error takes its stack with it, and thousands a second are refused.
const MISSING = new Problem(401, 'key_missing', 'this address needs a key', MAKE_A_KEY);
const REFUSED = new Problem(401, 'key_refused', 'the key does not hold', MAKE_A_KEY);
const SCOPE_MISSING = new Problem(403, 'scope_missing', `the key lacks the scope ${WRITES}`, MAKE_A_KEY);
const TOO_MANY = new Problem(
  429,
  'too_many_refused',
  'too many requests of this network were refused',
  'wait, and correct the key; keys that hold are let in all the while',
);
const UNKNOWABLE = new Problem(
  503,
  'store_unavailable',
  'the casebook does not answer, so no new key can be looked up',
  'try again in a few seconds',
);

/** The key a request presents; undefined when it presents none. */
function presentedKey({ authorization, 'x-api-key': plain }: KeyHeaders): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? (plain === undefined ? authorization : String(plain));
}

/**
 * Lets in who holds a key for usage, from memory: before a byte of the body is read and without a look into the casebook.
 *
 * Refused attempts are counted, never kept; a network that has too many of them gets 429, but a key that holds passes
 * from there as from anywhere, since thousands of strangers may share the network.
 */
export class DoorGuard {
  readonly #ring: RingCache;
  readonly #throttle = new Throttle();
  readonly #used = new Map<string, number>();
  readonly #elapsed: () => number;

  constructor(private readonly needs: DoorGuardNeeds) {
    this.#elapsed = needs.elapsed ?? (() => performance.now());
    this.#ring = new RingCache(needs.keys, this.#elapsed);
  }

  /**
   * Judges a request by its headers.
   *
   * @param headers  of the request
   * @param address  of the caller, as `TrustedProxies.callerOf` finds it
   */
  async admit(headers: KeyHeaders, address: string): Promise<Admitted | Refused> {
    const secret = presentedKey(headers);
    if (secret === undefined) return this.#refuse('missing', address);
    const known = await this.#ring.known();
    const verdict = known?.ring.judge(secret, this.needs.clock.now());
    if (verdict === undefined) return unknowable();
    if (verdict.valid || verdict.reason !== 'wrong') return this.#answer(verdict, address);
    // A key made a moment ago is not known yet; who has guessed a hundred times does not get it looked up.
    if (this.#waits(this.#network(address)) > 0) return this.#refuse('unknown', address);
    const now = await this.#ring.lookAgain();
    return now?.current ? this.#answer(now.ring.judge(secret, this.needs.clock.now()), address) : unknowable();
  }

  #answer(verdict: Verdict, address: string): Admitted | Refused {
    if (!verdict.valid) return this.#refuse(verdict.reason === 'wrong' ? 'unknown' : verdict.reason, address);
    const { id, name, source, scopes } = verdict.key;
    if (source === null || !scopes.includes(WRITES)) return this.#refuse('wrong_scope', address);
    this.#recordUse(verdict.key);
    return { admitted: true, keyId: id, source, name };
  }

  #refuse(reason: RefusalReason, address: string): Refused {
    const network = this.#network(address);
    this.needs.refusals.count(network, reason, this.needs.clock.now());
    const wait = this.#waits(network);
    if (wait > 0) return { admitted: false, problem: TOO_MANY, retryAfterSeconds: Math.ceil(wait / 1_000) };
    this.#throttle.count(network, this.#elapsed());
    if (reason === 'missing') return { admitted: false, problem: MISSING };
    return { admitted: false, problem: reason === 'wrong_scope' ? SCOPE_MISSING : REFUSED };
  }

  #waits(network: string): number {
    return this.#throttle.wait(network, this.#elapsed());
  }

  #network(address: string): string {
    const network = networkOf(address);
    return network === '' ? '' : pseudonym(this.needs.pseudonymKey, 'network', network);
  }

  /** Once a minute and key; the request does not wait for it. */
  #recordUse({ id }: ApiKey): void {
    const now = this.#elapsed();
    if (now - (this.#used.get(id) ?? Number.NEGATIVE_INFINITY) < LAST_USE_EVERY) return;
    this.#used.set(id, now);
    // The next minute tries again.
    this.needs.keys.recordUse([id], this.needs.clock.now()).catch(() => undefined);
  }
}

function unknowable(): Refused {
  return { admitted: false, problem: UNKNOWABLE, retryAfterSeconds: CASEBOOK_BACK_IN };
}
