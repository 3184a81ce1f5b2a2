import { z } from 'zod';

const count = z.number().int().nonnegative();

const Part = z
  .tuple([count, count, z.string().length(32)])
  .transform(([records, beganAt, record]) => ({ records, beganAt, record }));

const Tie = z.tuple([z.string(), Part, Part]).transform(([thing, one, other]) => ({ thing, one, other }));

/** What makes two accounts look alike: the same text, or the same domain. */
export type Trace = 'text' | 'domain';

/** Two accounts that said or promoted the same things, not of one verified organisation. */
export const Row = z
  .object({
    trace: z.enum(['text', 'domain']),
    one: z.string(),
    other: z.string(),
    shared_things: count,
    near: z.array(count).length(4),
    likely: z.array(z.number().min(0).max(1)),
    closeness_of_pair: z.number().nonnegative(),
    tied_by: z.array(Tie).min(1),
    acts_of_one: count,
    acts_of_other: count,
    all_acts: count,
    pairs_tested: count,
    pairs_met_once: count,
    most_holders: count,
  })
  .transform((row) => ({
    trace: row.trace as Trace,
    one: row.one,
    other: row.other,
    /** Distinct things of the window that both hold; domains count where both promoted them on one day. */
    things: row.shared_things,
    /** Distinct things at which they came within a minute, ten, sixty and four hours of each other. */
    near: row.near,
    /** Mean chance per thing of coming within a minute, ten and sixty by the rhythm of the day; for domains only. */
    likely: row.likely,
    /** Sum over the things at which they met of one over the other holders: rare things tie closer. */
    closeness: row.closeness_of_pair,
    /** At most 8 things at which they met, nearest first, each with either account's first record of it. */
    ties: row.tied_by,
    /** Texts or links of either account, and of everybody, in the window. */
    acts: [row.acts_of_one, row.acts_of_other] as const,
    allActs: row.all_acts,
    /** Pairs of the whole window that share enough to be tested, told in every row of a trace. */
    tested: row.pairs_tested,
    /** Pairs of the whole window that met at exactly one thing. */
    metOnce: row.pairs_met_once,
    /** Accounts that hold the most widely held of the things they share, on its fullest day. */
    mostHolders: row.most_holders,
  }));
export type Row = z.infer<typeof Row>;
