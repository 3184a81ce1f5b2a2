import { z } from 'zod';
import { instant } from '../instant.js';
import { Reason } from '../reason.js';

const count = z.number().int().min(0);
const share = z.number().min(0).max(1);
const pseudonym = z.string().regex(/^[0-9a-f]{32}$/, { error: 'must be 32 hex digits' });

/** Accounts of one action set at most; a larger campaign is acted on in parts. */
const MOST_ACCOUNTS = 50_000;

/** Minutes over which one stage may be spread: two days, so that the order of bans does not tell which test was tripped. */
const LONGEST_SPREAD = 2_880;

const ENFORCEMENTS = ['none', 'warning', 'limit', 'suspension', 'ban'] as const;
const enforcement = z.enum(ENFORCEMENTS);

/** Drafted → executing → executed → undone or expired; or drafted → cancelled. */
const SET_STATES = ['drafted', 'executing', 'executed', 'undone', 'expired', 'cancelled'] as const;

/** One account's part: skipped says why in `note`, such as "already banned by set …". */
const TARGET_STATES = ['waiting', 'due', 'applied', 'skipped', 'undone', 'kept', 'expired', 'cancelled'] as const;

export const WantedAction = z
  .strictObject({
    incident: pseudonym,
    action: enforcement,
    accounts: z.array(pseudonym).min(1).max(MOST_ACCOUNTS).optional().meta({
      description: 'The whole incident or campaign when left out',
    }),
    except: z.array(pseudonym).max(MOST_ACCOUNTS).default([]).meta({ description: 'Members to leave alone' }),
  })
  .meta({ id: 'WantedAction' });

/** Something a person should know before acting; `grave` ones must be acknowledged by code. */
const Warning = z
  .object({
    code: z.enum([
      'known_good',
      'paying_customers',
      'old_accounts',
      'large_traffic_share',
      'shared_network',
      'already_enforced',
      'single_account',
      'weak_ties',
      'usage_unknown',
    ]),
    grave: z.boolean(),
    message: z.string(),
    accounts: z.array(z.string()).meta({ description: 'Whom it is about, 20 at most' }),
    count,
  })
  .meta({ id: 'ActionWarning' });

/** What would happen; counted over the 30 days before. */
export const BlastRadius = z
  .object({
    action: enforcement,
    accounts: count,
    paying: z.object({ accounts: count, share, paid_usd: z.number() }),
    /** Of all requests and cost of the installation. */
    traffic: z.object({ requests: count, share, cost_share: share }),
    /** Null when the log does not say when accounts were made. */
    oldest: z.object({ account: z.string(), created_at: instant }).nullable(),
    known_good: z.array(z.object({ account: z.string(), because: z.string() })),
    already: z.array(z.object({ account: z.string(), action: enforcement, until: instant.nullable() })),
    shared_networks: z.array(z.object({ network: z.string(), accounts: count, others: count, because: z.string() })),
    warnings: z.array(Warning),
    /** Names exactly this outcome; executing under another one is refused, so nobody acts on a stale preview. */
    preview: z.string(),
    previewed_at: instant,
  })
  .meta({ id: 'BlastRadius' });
export type BlastRadius = z.infer<typeof BlastRadius>;

export const NewActionSet = WantedAction.extend({
  preview: z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be the preview of POST /v1/action-sets/preview' }),
  acknowledged: z.array(Warning.shape.code).max(20).default([]),
  expires_at: z.iso.datetime({ offset: true }).nullable().default(null).meta({
    description: 'When it ends by itself; null for a warning, and where it stands until undone',
  }),
  reason: Reason,
}).meta({ id: 'NewActionSet' });

export const Execution = z
  .strictObject({
    percent: z.number().int().min(1).max(100).default(100).meta({
      description: 'Of all its accounts, in seeded order, those acted on before included; never less than before',
    }),
    spread_minutes: z.number().int().min(0).max(LONGEST_SPREAD).default(0).meta({
      description: 'The stage is spread over so many minutes by jitter; 0 acts at once',
    }),
  })
  .meta({ id: 'Execution' });

export const Undoing = z.strictObject({ reason: Reason }).meta({ id: 'Undoing' });

const ActionTarget = z
  .object({
    account: z.string(),
    state: z.enum(TARGET_STATES),
    due_at: instant.nullable(),
    applied_at: instant.nullable(),
    ended_at: instant.nullable(),
    /** Why it was skipped or kept; empty otherwise. */
    note: z.string(),
  })
  .meta({ id: 'ActionTarget' });

export const ActionSetLine = z
  .object({
    id: z.uuid(),
    incident: pseudonym,
    action: enforcement,
    state: z.enum(SET_STATES),
    reason: z.string(),
    drafted_by: z.string(),
    drafted_at: instant,
    executed_by: z.string().nullable(),
    executed_at: instant.nullable(),
    expires_at: instant.nullable(),
    ended_by: z.string().nullable(),
    ended_at: instant.nullable(),
    /** Of the accounts, how many were asked for so far. */
    percent: z.number().int().min(0).max(100),
    accounts: count,
    waiting: count,
    applied: count,
    skipped: count,
    /** Whether `undo` would change anything now. */
    undoable: z.boolean(),
  })
  .meta({ id: 'ActionSetLine' });

export const ActionSet = ActionSetLine.extend({
  targets: z.array(ActionTarget).meta({ description: 'In the order they are acted on, 1,000 at most' }),
  blast_radius: BlastRadius.nullable().meta({
    description: 'As it was when it was drafted; null of a set that a disposition with an action made',
  }),
}).meta({ id: 'ActionSet' });
export type ActionSet = z.infer<typeof ActionSet>;

export const ActionSets = z.object({ action_sets: z.array(ActionSetLine) }).meta({ id: 'ActionSets' });
export type ActionSets = z.infer<typeof ActionSets>;

export const ActionSetQuery = z.strictObject({
  incident: pseudonym.optional(),
  account: pseudonym.optional(),
  state: z.enum(SET_STATES).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const ActionSetId = z.uuid({ error: 'id: must be a UUID' });

/** What is in force against one account, and what was. */
export const AccountEnforcement = z
  .object({
    account: z.string(),
    /** The strictest that stands now; `none` when there is none. */
    standing: enforcement,
    until: instant.nullable(),
    history: z.array(
      z.object({
        action_set: z.uuid(),
        incident: z.string(),
        action: enforcement,
        applied_at: instant,
        expires_at: instant.nullable(),
        ended_at: instant.nullable(),
        ended_because: z.enum(['undone', 'expired', 'appeal']).nullable(),
      }),
    ),
  })
  .meta({ id: 'AccountEnforcement' });
export type AccountEnforcement = z.infer<typeof AccountEnforcement>;

export const AccountId = z.string().regex(/^[0-9a-f]{32}$/, { error: 'account: must be 32 hex digits' });
