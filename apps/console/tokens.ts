/** Whether the installation shows invented data. */
export const DEMO = Symbol('demo');

/** Tells whether the spool takes bodies; rejects, saying why, when it is full, broken or its disk nearly full. */
export type SpoolProbe = () => Promise<void>;

export const SPOOL_PROBE = Symbol('spool probe');

/**
 * The machine's clock, for what happens between people and this service: sessions, claims, actions, the audit log.
 *
 * A demonstration's own clock stands still; nobody could wait for anything by it.
 */
export const WALL_CLOCK = Symbol('wall clock');
