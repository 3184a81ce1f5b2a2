import { sampleLabels } from '#casebook/audit-samples';
import type { Casebook } from '#casebook/casebook';
import { casesOfPeriods, type MisuseStretch, misuseStretches } from '#casebook/overview';
import { weekWindow } from '#casework/iso-week';
import { byDay, campaignsByFamily, costByDay, counted, delays, sampledInBoth, shared } from '#casework/overview';
import { misuseCost, periodUsage } from '#casework/overview-questions';
import { catalogue } from '#detect/catalogue';
import type { Warehouse } from '#warehouse/warehouse';

const DAY = 86_400_000;

/** Stretches asked for at once, so that the address of the question stays below 16 KiB. */
const AT_ONCE = 200;

/** Stretches whose cost is counted at most: 25 questions; the longest come first. */
const MOST_STRETCHES = 5_000;

/**
 * Asks both stores for leadership's figures and works them out.
 *
 * @param until  end of the period; that and the one before it are each of `days` days
 */
export async function askOverview(casebook: Casebook, warehouse: Warehouse, until: Date, days: number) {
  const since = new Date(until.getTime() - days * DAY);
  const from = new Date(since.getTime() - days * DAY);
  const [cases, labels, stretches, usage] = await Promise.all([
    casesOfPeriods(casebook, { from, since, until }),
    sampleLabels(casebook),
    misuseStretches(casebook, { from, until }, MOST_STRETCHES + 1),
    warehouse.ask(periodUsage, { from: seconds(from), since: seconds(since), until: seconds(until) }),
  ]);
  const both = 2 * days;
  const { flow, reversals, actioned, campaigns } = cases;
  const cents = await costOf(warehouse, stretches.slice(0, MOST_STRETCHES), from, both);
  const endedIn = (first: Date, last: Date) =>
    labels.filter(({ week }) => {
      const { until: end } = weekWindow(week);
      return end > first && end <= last;
    });
  const [now, before] = [endedIn(since, until), endedIn(from, since)];
  const familyOf = (name: string) => catalogue.find((detector) => detector.name === name)?.family ?? 'unknown';
  const flowOf = (what: 'opened' | 'confirmed' | 'dismissed' | 'uncertain') => byDay(flow, both, (row) => row[what]);
  const told = (what: 'decided' | 'withdrawn' | 'filed' | 'upheld' | 'reversed' | 'undone') =>
    byDay(reversals, both, (row) => row[what]);
  const reversed = told('reversed');
  return {
    period: { from, since, until, days },
    flow: {
      opened: flowOf('opened'),
      confirmed: flowOf('confirmed'),
      dismissed: flowOf('dismissed'),
      uncertain: flowOf('uncertain'),
    },
    delays: { detect: delays(cases.delays, 'detect'), act: delays(cases.delays, 'act') },
    precision: sampledInBoth(now, before, true),
    missed: sampledInBoth(now, before, false),
    reversals: {
      withdrawn: shared(told('withdrawn'), told('decided')),
      filed: counted(told('filed')),
      reversed: shared(
        reversed,
        told('upheld').map((upheld, day) => upheld + (reversed[day] ?? 0)),
      ),
      undone: counted(told('undone')),
    },
    actioned,
    campaigns: campaignsByFamily(campaigns, familyOf, both),
    cost: {
      cents,
      accounts: new Set(stretches.map(({ account }) => account)).size,
      isCut: stretches.length > MOST_STRETCHES,
    },
    usage: { now: usage.find(({ isNow }) => isNow), before: usage.find(({ isNow }) => !isNow) },
  };
}

/** What was asked, before it is shaped for whoever asked. */
export type AskedOverview = Awaited<ReturnType<typeof askOverview>>;

async function costOf(warehouse: Warehouse, stretches: readonly MisuseStretch[], from: Date, days: number) {
  const pieces = [];
  for (const some of pieced(stretches)) {
    pieces.push(
      await warehouse.ask(misuseCost, {
        from: seconds(from),
        accounts: some.map(({ account }) => account),
        starts: some.map((stretch) => seconds(stretch.from)),
        ends: some.map((stretch) => seconds(stretch.until)),
      }),
    );
  }
  return costByDay(pieces, days);
}

/** Pieces of about as many stretches as one question takes; those of one account stay together, or its calls would be read twice. */
function pieced(stretches: readonly MisuseStretch[]): MisuseStretch[][] {
  const byAccount = new Map<string, MisuseStretch[]>();
  for (const stretch of stretches) {
    const known = byAccount.get(stretch.account);
    if (known === undefined) byAccount.set(stretch.account, [stretch]);
    else known.push(stretch);
  }
  const pieces: MisuseStretch[][] = [];
  for (const own of byAccount.values()) {
    const last = pieces.at(-1);
    if (last === undefined || last.length + own.length > AT_ONCE) pieces.push([...own]);
    else last.push(...own);
  }
  return pieces;
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1_000);
}
