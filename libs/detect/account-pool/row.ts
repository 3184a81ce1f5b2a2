import { z } from 'zod';

const count = z.number().int().nonnegative();

/** Families of traits; two of one family are one reason to tie accounts, not two. */
export const FAMILIES = { 1: 'network', 2: 'client', 3: 'payment', 4: 'sign-up hour', 5: 'prompt' } as const;
export type Family = (typeof FAMILIES)[keyof typeof FAMILIES];

const Trait = z
  .tuple([z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]), count, count])
  .transform(([family, value, holders]) => ({
    family: FAMILIES[family],
    /** 32-bit hash. */
    value,
    /** Active accounts of the whole installation that have it too. */
    holders,
  }));
export type Trait = z.infer<typeof Trait>;

/** One account that has two traits of different families in common with at least two others. */
export const Row = z.object({
  account: z.string(),
  /** Verified by the gateway; empty when unknown. */
  organization: z.string(),
  /** 1 once it has paid anything. */
  is_paying: count,
  /** First call in the window, epoch seconds, and its record, 32 hex digits. */
  began: count,
  first_record: z.string(),
  /** Pairs of traits it has together with others. */
  bonds: z.array(z.tuple([Trait, Trait])).min(1),
  /** Ten minutes since the window's start, calls, calls refused by a limit; ascending. */
  tens: z.array(z.tuple([count, count, count])).min(1),
});
export type Row = z.infer<typeof Row>;
