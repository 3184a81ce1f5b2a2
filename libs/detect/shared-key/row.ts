import { z } from 'zod';

const count = z.number().int().nonnegative();

/** Everything alike about some calls of one key: network, client and model. Texts are 32-bit hashes, 0 when the log does not say. */
const Caller = z
  .tuple([count, count, z.string(), count, count, count, count, count, count, count, z.string()])
  .transform(([network, asn, country, fingerprint, agent, kit, model, before, now, wrong, record]) => ({
    /** 0 for networks that strangers share, as those of carriers and VPN exits. */
    network,
    /** 0 when unknown. */
    asn,
    /** ISO 3166-1, empty when unknown. */
    country,
    fingerprint,
    agent,
    kit,
    model,
    /** Calls in the 30 days before the window. */
    before,
    /** Calls in the window. */
    now,
    /** Those of `now` that were refused as malformed, or named a model that is not there. */
    wrong,
    /** Its first record in the window, 32 hex digits; empty when `now` is 0. */
    record,
  }));
export type Caller = z.infer<typeof Caller>;

/** One key of an account that calls from several networks. */
export const Row = z.object({
  account: z.string(),
  /** Empty when the gateway does not tell keys apart. */
  key: z.string(),
  /** Languages with three prompts or more in the window. */
  languages: count,
  /** Days before the window's end, 0 is the last; calls. Days without calls are left out. */
  calls_by_day: z.array(z.tuple([count, count])),
  /** Hours of the day with a call in the window and before it, bit 0 is the hour after midnight UTC. */
  hours: count,
  hours_before: count,
  /** The 2,000 busiest, in any order. */
  callers: z.array(Caller),
});
export type Row = z.infer<typeof Row>;
