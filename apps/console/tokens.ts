/** Whether the installation shows invented data. */
export const DEMO = Symbol('demo');

/** Tells whether the spool takes bodies; rejects, saying why, when it is full, broken or its disk nearly full. */
export type SpoolProbe = () => Promise<void>;

export const SPOOL_PROBE = Symbol('spool probe');
