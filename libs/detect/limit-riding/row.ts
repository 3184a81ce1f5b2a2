import { z } from 'zod';

const count = z.number().int().nonnegative();

/** What two parties may have in common, in the order of the question. */
export const TRAITS = ['client fingerprint', 'software', 'network', 'payment', 'sign-up hour'] as const;

/** One full stretch: the party's calls came within 5 % of the most it ever made. */
const Stretch = z.tuple([count, count, count, count, count, count]).transform(([nth, served, refused, ...after]) => ({
  /** Stretches since 1970. */
  nth,
  served,
  /** Calls that a limit turned away. */
  refused,
  /** Milliseconds from its beginning to the first and last served call, and to the first refused one; 0 when there is none. */
  first: after[0],
  last: after[1],
  refusedFirst: after[2],
}));
export type Stretch = z.infer<typeof Stretch>;

/** One account or key and one length of stretch. */
export const Row = z.object({
  account: z.string(),
  /** Empty for the account as a whole. */
  key: z.string(),
  /** Verified by the gateway; empty when unknown. */
  organization: z.string(),
  plan: z.string(),
  /** Length of a stretch: 60, 3,600 or 86,400 seconds. */
  seconds: count,
  /** Stretches with a served call. */
  active: count,
  /** Served and refused calls of all stretches. */
  calls: count,
  limited: count,
  /** Most served calls of a stretch, the highest fiftieth left out. */
  ceiling: count,
  full: z.array(Stretch).min(1),
  /** First record of each of the first stretches, 32 hex digits. */
  evidence: z.array(z.string()),
  /** 32-bit hashes in the order of `TRAITS`, 0 when unknown. */
  traits: z.array(count).length(TRAITS.length),
});
export type Row = z.infer<typeof Row>;
