/** Whether the installation shows invented data. */
export const DEMO = Symbol('demo');

/** Tells whether the spool takes bodies; rejects, saying why, when it is full, broken or its disk nearly full. */
export type SpoolProbe = () => Promise<void>;

export const SPOOL_PROBE = Symbol('spool probe');

/** Draws the audit sample of an ISO week. @throws {RangeError} when there is no such week, or it has not ended */
export type SampleDrawer = (week: string, by: string) => Promise<unknown>;

export const SAMPLE_DRAWER = Symbol('sample drawer');

/** What waits in the spool of this process; undefined where nothing is taken in. */
export const SPOOLED = Symbol('spooled');

/** What the console needs to let secrets and names out of the house, or in. */
export interface Outgoing {
  /** Networks of the operator's own that receivers may lie in, CIDRs. */
  readonly networks: readonly string[];
  /** Encrypts a secret of another system for the casebook. */
  readonly seal: (secret: Uint8Array) => Buffer;
  /** The account that a pseudonym stands for, as the log has it; null once it was forgotten. */
  readonly originalOf: (account: string) => Promise<string | null>;
  readonly pseudonymOf: (kind: 'account' | 'safety_identifier' | 'domain', original: string) => string;
  /** Names the key that texts are hashed with, so that peers know whether they can compare hashes. */
  readonly hashKeyId: string;
}

export const OUTGOING = Symbol('outgoing');

/**
 * The machine's clock, for what happens between people and this service: sessions, claims, actions, the audit log.
 *
 * A demonstration's own clock stands still; nobody could wait for anything by it.
 */
export const WALL_CLOCK = Symbol('wall clock');
