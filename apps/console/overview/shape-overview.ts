import { byDay, type Counted, counted, type delays, type Shared, type sampledInBoth } from '#casework/overview';
import type { ShareDifference } from '#statistics/share-difference';
import type { AskedOverview } from './ask-overview.js';
import type { Overview } from './overview-shape.js';

const DAY = 86_400_000;

const ACTIONS = ['ban', 'suspension', 'limit', 'warning'] as const;

/** Leadership's figures as the API tells them. */
export function shapeOverview(asked: AskedOverview): Overview {
  const { period, flow, actioned, campaigns, cost, usage, reversals } = asked;
  const { from, since, until, days } = period;
  const both = 2 * days;
  const dayAt = (index: number) => new Date(since.getTime() + index * DAY).toISOString().slice(0, 10);
  const later = (values: readonly number[]) => values.slice(days);
  const [confirmed, dismissed] = [later(flow.confirmed), later(flow.dismissed)];
  const accounts = byDay(actioned, both, (row) => row.accounts);
  const cents = later(cost.cents);
  const costs = shapeCounted(counted(cost.cents));
  return {
    period: { before: from.toISOString(), from: since.toISOString(), until: until.toISOString(), days },
    incidents: {
      opened: shapeCounted(counted(flow.opened)),
      confirmed: shapeCounted(counted(flow.confirmed)),
      dismissed: shapeCounted(counted(flow.dismissed)),
      uncertain: shapeCounted(counted(flow.uncertain)),
      days: later(flow.opened).map((opened, index) => ({
        day: dayAt(index),
        opened,
        confirmed: confirmed[index] ?? 0,
        dismissed: dismissed[index] ?? 0,
      })),
    },
    time_to_detect: shapeDelays(asked.delays.detect),
    time_to_act: shapeDelays(asked.delays.act),
    precision: shapeSampled(asked.precision),
    missed: shapeSampled(asked.missed),
    reversals: {
      confirmations_withdrawn: shapeShared(reversals.withdrawn),
      appeals_filed: shapeCounted(reversals.filed),
      appeals_reversed: shapeShared(reversals.reversed),
      accounts_undone: shapeCounted(reversals.undone),
    },
    accounts_actioned: {
      total: shapeCounted(counted(accounts)),
      actions: ACTIONS.map((action) => {
        const values = byDay(actioned, both, (row) => (row.action === action ? row.accounts : 0));
        const { now, before } = counted(values);
        return { action, now, before };
      }),
      days: later(accounts).map((of, index) => ({ day: dayAt(index), accounts: of })),
      calling: { now: usage.now?.accounts ?? 0, before: usage.before?.accounts ?? 0 },
    },
    campaigns: {
      started: shapeCounted(campaigns.started),
      families: campaigns.families.map((family) => ({ ...family, detectors: [...family.detectors] })),
    },
    cost: {
      cents: costs,
      of_all: { now: partOf(costs.now, usage.now?.cost), before: partOf(costs.before, usage.before?.cost) },
      accounts: cost.accounts,
      is_cut: cost.isCut,
      days: cents.map((of, index) => ({ day: dayAt(index), cents: of })),
    },
  };
}

/** @param all  millionths of a US dollar */
function partOf(cents: number, all = 0): number | null {
  return all === 0 ? null : Math.min(1, (cents * 10_000) / all);
}

function shapeCounted({ now, before, change }: Counted) {
  if (change === null) return { now, before, change };
  const { isBeyondNoise: is_beyond_noise, isTooFewDays: too_few_days, busiestDay: busiest_day, ...interval } = change;
  return { now, before, change: { ...interval, is_beyond_noise, too_few_days, busiest_day } };
}

function shapeDifference(change: ShareDifference | null) {
  if (change === null) return null;
  const { isBeyondNoise: is_beyond_noise, ...interval } = change;
  return { ...interval, is_beyond_noise };
}

function shapeShared({ now, before, change }: Shared) {
  return { now, before, change: shapeDifference(change) };
}

function shapeSampled({ now, before, change }: ReturnType<typeof sampledInBoth>) {
  return { now, before, change: shapeDifference(change) };
}

function shapeDelays({ now, before, isBeyondNoise: is_beyond_noise }: ReturnType<typeof delays>) {
  return { now, before, is_beyond_noise };
}
