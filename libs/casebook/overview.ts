import { z } from 'zod';
import type { Question } from '#usage/question';
import type { CasebookSession } from './session.js';

const count = z.number().int();
/** Days of 24 hours since the beginning of the earlier period. */
const day = z.number().int().nonnegative();
const asked = <Row>(name: string, row: z.ZodType<Row>): Question<Row> => ({
  sql: new URL(`./${name}.sql`, import.meta.url),
  row,
});

const FlowDay = z.object({ day, opened: count, confirmed: count, dismissed: count, uncertain: count });
const FLOW = asked('overview-flow', FlowDay);

const Delays = z.object({ kind: z.enum(['detect', 'act']), isNow: z.boolean(), seconds: z.array(z.number()) });
const DELAYS = asked('overview-delays', Delays);

const ActionedDay = z.object({ day, action: z.enum(['warning', 'limit', 'suspension', 'ban']), accounts: count });
const ACTIONED = asked('overview-actioned', ActionedDay);

const ReversalDay = z.object({
  day,
  decided: count,
  withdrawn: count,
  filed: count,
  upheld: count,
  reversed: count,
  undone: count,
});
const REVERSALS = asked('overview-reversals', ReversalDay);

const StartedCampaigns = z.object({ detector: z.string(), isNow: z.boolean(), day: day.nullable(), campaigns: count });
const CAMPAIGNS = asked('overview-campaigns', StartedCampaigns);

const Stretch = z.object({ account: z.string(), from: z.date(), until: z.date() });
const STRETCHES = asked('misuse-stretches', Stretch);

/** What the casebook knows of two periods, one after the other; days are counted from the beginning of the earlier. */
interface CasesOfPeriods {
  readonly flow: readonly z.infer<typeof FlowDay>[];
  readonly delays: readonly z.infer<typeof Delays>[];
  readonly actioned: readonly z.infer<typeof ActionedDay>[];
  readonly reversals: readonly z.infer<typeof ReversalDay>[];
  readonly campaigns: readonly z.infer<typeof StartedCampaigns>[];
}

/** Time in which an account was seen in confirmed misuse. */
export type MisuseStretch = z.infer<typeof Stretch>;

/** @param from,since,until  the earlier period is `[from, since)`, the later `[since, until)` */
export async function casesOfPeriods(
  casebook: CasebookSession,
  { from, since, until }: { readonly from: Date; readonly since: Date; readonly until: Date },
): Promise<CasesOfPeriods> {
  const [flow, delays, actioned, reversals, campaigns] = await Promise.all([
    casebook.sql(FLOW, [from, until]),
    casebook.sql(DELAYS, [from, since, until]),
    casebook.sql(ACTIONED, [from, since, until]),
    casebook.sql(REVERSALS, [from, until]),
    casebook.sql(CAMPAIGNS, [from, since, until]),
  ]);
  return { flow, delays, actioned, reversals, campaigns };
}

/** @param most  stretches at most, the longest first */
export function misuseStretches(
  casebook: CasebookSession,
  { from, until }: { readonly from: Date; readonly until: Date },
  most: number,
): Promise<MisuseStretch[]> {
  return casebook.sql(STRETCHES, [from, until, most]);
}
