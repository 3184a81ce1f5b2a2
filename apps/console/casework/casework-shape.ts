import { z } from 'zod';
import { VERDICTS } from '#incident/life-cycle';
import { instant } from '../instant.js';
import { PersonRef } from '../people/session-shape.js';
import { Reason } from '../reason.js';

const pseudonym = z.string().regex(/^[0-9a-f]{32}$/, { error: 'must be 32 hex digits' });

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

/** Accounts split off at once at most; more is another campaign, not a part of one. */
const MOST_SPLIT = 10_000;

export const Claim = z
  .object({ person: PersonRef, since: instant, until: instant.meta({ description: 'It ends by itself then' }) })
  .meta({ id: 'Claim' });

const Note = z.object({ ordinal: z.number().int(), by: z.string(), at: instant, text: z.string() }).meta({
  id: 'Note',
});

const Opinion = z
  .object({ verdict: z.enum(VERDICTS), reason: z.string(), by: z.string(), at: instant })
  .meta({ id: 'Opinion' });

const SecondOpinion = z
  .object({
    asked_by: z.string(),
    asked_at: instant,
    question: z.string(),
    /** Null while it is waited for; nobody answers a question of their own. */
    opinion: Opinion.nullable(),
  })
  .meta({ id: 'SecondOpinion' });

const Referral = z
  .object({ authority: z.string(), reference: z.string(), reason: z.string(), by: z.string(), at: instant })
  .meta({ id: 'Referral' });

/** What people have done about one incident beside deciding it. */
export const Casework = z
  .object({
    incident: pseudonym,
    priority: z.enum(PRIORITIES),
    assignee: PersonRef.nullable(),
    claim: Claim.nullable(),
    snoozed_until: instant.nullable(),
    notes: z.array(Note),
    second_opinions: z.array(SecondOpinion),
    referrals: z.array(Referral),
    /** The incident that this one has gone into; work goes on there. */
    merged_into: pseudonym.nullable(),
    /** Incidents that have gone into this one. */
    merged: z.array(pseudonym),
    split_from: pseudonym.nullable(),
    split_into: z.array(pseudonym),
    /** Text that decisions in the incident's category are made by, with its version. */
    policy: z.object({ category: z.string(), name: z.string(), version: z.string(), text: z.string() }),
    /** Ids of its action sets, latest first; see /v1/action-sets. */
    action_sets: z.array(z.uuid()),
    appeals: z.array(z.uuid()),
  })
  .meta({ id: 'Casework' });
export type Casework = z.infer<typeof Casework>;

export const NewClaim = z
  .strictObject({
    take_over: z.boolean().default(false).meta({
      description: 'Ends the claim of another person; only for whoever may arrange incidents',
    }),
  })
  .meta({ id: 'NewClaim' });

export const NewNote = z.strictObject({ text: Reason }).meta({ id: 'NewNote' });
export const NewPriority = z.strictObject({ priority: z.enum(PRIORITIES) }).meta({ id: 'NewPriority' });
export const NewAssignee = z
  .strictObject({ person: z.uuid().nullable().meta({ description: 'Null: nobody in particular' }) })
  .meta({ id: 'NewAssignee' });
export const NewSnooze = z
  .strictObject({
    until: z.iso.datetime({ offset: true }).nullable().meta({ description: 'Null wakes it; 30 days ahead at most' }),
    reason: Reason,
  })
  .meta({ id: 'NewSnooze' });
export const NewQuestion = z.strictObject({ question: Reason }).meta({ id: 'NewQuestion' });
export const NewOpinion = z.strictObject({ verdict: z.enum(VERDICTS), reason: Reason }).meta({ id: 'NewOpinion' });
export const NewMerge = z.strictObject({ into: pseudonym, reason: Reason }).meta({ id: 'NewMerge' });
export const NewUnmerge = z.strictObject({ reason: Reason }).meta({ id: 'NewUnmerge' });
export const NewSplit = z
  .strictObject({ accounts: z.array(pseudonym).min(1).max(MOST_SPLIT), reason: Reason })
  .meta({ id: 'NewSplit' });
export const NewReferral = z
  .strictObject({
    authority: Reason.max(200).meta({ example: 'NCMEC CyberTipline' }),
    reference: z.string().trim().max(200).default(''),
    reason: Reason,
  })
  .meta({ id: 'NewReferral' });

const APPEAL_OUTCOMES = ['upheld', 'reversed'] as const;

export const Appeal = z
  .object({
    id: z.uuid(),
    incident: pseudonym,
    account: z.string(),
    statement: z.string(),
    received_at: instant,
    filed_by: z.string(),
    filed_at: instant,
    /** Null while it is open. Upheld: the action stands. Reversed: it was lifted from this account. */
    outcome: z.enum(APPEAL_OUTCOMES).nullable(),
    judged_by: z.string().nullable(),
    judged_at: instant.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Appeal' });
export const Appeals = z.object({ appeals: z.array(Appeal) }).meta({ id: 'Appeals' });
export type Appeals = z.infer<typeof Appeals>;

export const AppealQuery = z.strictObject({
  state: z.enum(['open', 'judged']).optional(),
  incident: pseudonym.optional(),
  account: pseudonym.optional(),
});

export const NewAppeal = z
  .strictObject({ account: pseudonym, statement: Reason, received_at: z.iso.datetime({ offset: true }).optional() })
  .meta({ id: 'NewAppeal' });

export const AppealJudgement = z
  .strictObject({
    outcome: z.enum(APPEAL_OUTCOMES),
    reason: Reason,
  })
  .meta({ id: 'AppealJudgement' });

export const AppealId = z.uuid({ error: 'id: must be a UUID' });
