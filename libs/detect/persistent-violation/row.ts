import { z } from 'zod';

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);

/** A classifier and a category of its own, parted by a zero byte; a guardrail that gives no score is called `guardrail`. */
const Name = z.string().transform((name) => {
  const [classifier = '', category = ''] = name.split('\0');
  return { classifier, category };
});

/** Some calls of one account that belong together: a session, a conversation, or an hour where the log names neither. */
const Sitting = z
  .tuple([z.array(count), count, z.array(z.tuple([Name, count])), z.array(z.string())])
  .transform(([hours, calls, high, records]) => ({
    /** Hours since 1970 with a call, ascending. */
    hours,
    /** Calls that a classifier scored or a guardrail reported. */
    calls,
    /** Calls with a high score, by classifier and category; none are left out. */
    high: high.map(([name, highCalls]) => ({ ...name, calls: highCalls })),
    /** Records with the highest scores, 32 hex digits each. */
    records,
  }));
export type Sitting = z.infer<typeof Sitting>;

/** What one classifier gives for one category to a sample of all accounts in the same window. */
const Usual = z.tuple([Name, count, share, share]).transform(([name, accounts, level, usual]) => ({
  ...name,
  accounts,
  /** Score from which on it is high. */
  level,
  /** Share of an account's calls with such a score, mean over the calmer half of the accounts. */
  usual,
}));
export type Usual = z.infer<typeof Usual>;

/** One account with high scores. */
export const Row = z.object({
  account: z.string(),
  /** A paying organisation of 90 days or more. */
  is_established: count,
  /** Whether the log names session or conversation of every call. */
  is_named: count,
  /** Mean number of sittings that are open at a time. */
  side_by_side: z.number().nonnegative(),
  /** Sittings of six scored calls or more, the 200 with the most high scores. */
  sittings: z.array(Sitting),
  cohort: z.array(Usual),
});
export type Row = z.infer<typeof Row>;
