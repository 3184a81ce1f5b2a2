import { z } from 'zod';
import { instant } from '../instant.js';

const count = z.number().int().min(0);
/** A number with its 95 % interval. */
const estimate = { value: z.number(), low: z.number(), high: z.number() };

/** Lengths of a period in days: whole weeks, since weekends are quieter. */
const PERIODS = [7, 14, 28, 91] as const;

export const OverviewQuery = z.strictObject({
  days: z
    .enum(PERIODS.map(String) as [string, ...string[]], { error: `must be one of ${PERIODS.join(', ')}` })
    .default('28')
    .transform(Number)
    .meta({ description: 'Length of the period in days; it ends now, and the one before it is as long' }),
});

const Counted = z
  .object({
    now: z.number().min(0),
    before: z.number().min(0),
    change: z
      .object({
        ratio: z.number(),
        low: z.number(),
        high: z.number(),
        is_beyond_noise: z.boolean(),
        too_few_days: z.boolean().meta({
          description: 'Most of it fell on fewer than four days: then no change can be told, however large',
        }),
        busiest_day: z.number().min(0).meta({ description: 'The most of any one day of both periods' }),
      })
      .nullable()
      .meta({ description: 'Now over before with its 95 % interval (quasi-Poisson by days); null when both are none' }),
  })
  .meta({ id: 'CountedFigure' });
export type Counted = z.infer<typeof Counted>;

const difference = z
  .object({ difference: z.number(), low: z.number(), high: z.number(), is_beyond_noise: z.boolean() })
  .nullable()
  .meta({ description: 'Now less before with its 95 % interval (Newcombe 1998, method 10)' });

const Share = z.object({ ...estimate, part: count, of: count }).meta({ id: 'Share' });
const Shared = z
  .object({
    now: Share.nullable().meta({
      description: 'With its Wilson interval; null when there is nothing to take a share of',
    }),
    before: Share.nullable(),
    change: difference,
  })
  .meta({ id: 'SharedFigure' });
export type Shared = z.infer<typeof Shared>;

const Sampled = z
  .object({
    ...estimate,
    judged: count,
    confirmed: count,
    uncertain: count,
    waiting: count,
    population: count,
    weeks: count,
  })
  .meta({
    id: 'SampledShare',
    description: 'Of accounts, by the audit sample; Wilson interval for the effective number (Kish) of those judged',
  });
const SampledInBoth = z
  .object({ now: Sampled.nullable(), before: Sampled.nullable(), change: difference })
  .meta({ id: 'SampledFigure' });
export type SampledFigure = z.infer<typeof SampledInBoth>;

const Delays = z
  .object({ incidents: count, median: z.object(estimate), ninth: z.object(estimate) })
  .meta({ id: 'Delays', description: 'Seconds; intervals by order statistics (Conover)' });
const Delayed = z
  .object({
    now: Delays.nullable(),
    before: Delays.nullable(),
    is_beyond_noise: z.boolean().nullable().meta({ description: 'Whether the intervals of the medians do not meet' }),
  })
  .meta({ id: 'DelayFigure' });
export type DelayFigure = z.infer<typeof Delayed>;

const action = z.enum(['warning', 'limit', 'suspension', 'ban']);

/** Leadership's figures for one period and the one before it. */
export const Overview = z
  .object({
    period: z.object({ before: instant, from: instant, until: instant, days: count }),
    incidents: z.object({
      opened: Counted,
      confirmed: Counted,
      dismissed: Counted,
      uncertain: Counted,
      days: z.array(z.object({ day: z.string(), opened: count, confirmed: count, dismissed: count })),
    }),
    time_to_detect: Delayed.meta({ description: 'From when misuse was first seen until its incident was opened' }),
    time_to_act: Delayed.meta({
      description: 'From when an incident was opened until the first action on any account of it',
    }),
    precision: SampledInBoth.meta({ description: 'Share of misuse among accounts that detectors in service flagged' }),
    missed: SampledInBoth.meta({ description: 'Share of misuse among accounts that no detector in service flagged' }),
    reversals: z.object({
      confirmations_withdrawn: Shared.meta({ description: 'Of all dispositions' }),
      appeals_filed: Counted,
      appeals_reversed: Shared.meta({ description: 'Of the appeals judged' }),
      accounts_undone: Counted.meta({ description: 'Accounts whose action was undone, on appeal or without' }),
    }),
    accounts_actioned: z.object({
      total: Counted,
      actions: z.array(z.object({ action, now: count, before: count })),
      days: z.array(z.object({ day: z.string(), accounts: count })),
      calling: z.object({ now: count, before: count }).meta({ description: 'Accounts that called at all' }),
    }),
    campaigns: z.object({
      started: Counted,
      families: z
        .array(z.object({ family: z.string(), detectors: z.array(z.string()), now: count, before: count }))
        .meta({ description: 'Campaigns seen in the period, by the public family of their detector' }),
    }),
    cost: z.object({
      cents: Counted.meta({
        description: 'US cents that calls of accounts cost while they were seen in misuse that stands confirmed',
      }),
      of_all: z.object({ now: z.number().nullable(), before: z.number().nullable() }).meta({
        description: 'Share of what all calls cost; null when they cost nothing',
      }),
      accounts: count.meta({ description: 'Accounts seen in confirmed misuse in either period' }),
      is_cut: z.boolean().meta({ description: 'Only the longest stretches of misuse were counted' }),
      days: z.array(z.object({ day: z.string(), cents: count })),
    }),
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof Overview>;
