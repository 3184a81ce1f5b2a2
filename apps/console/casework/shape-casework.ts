import type { CaseworkFile } from '#casebook/casework';
import { blinded } from '#casework/blind-review';
import { POLICY_VERSION, policyText } from '#casework/policy';
import type { Category } from '#detect/detector';
import { CATEGORIES } from '#publish/categories';
import { type Casework, PRIORITIES } from './casework-shape.js';

/** The work on an incident as its page shows it. */
export function shapeCasework(file: CaseworkFile, now: Date): Casework {
  const { incident, assignee, notes, opinions, referrals } = file;
  const claim = file.claim !== null && file.claim.until > now ? file.claim : null;
  const snoozed = incident.snoozedUntil !== null && incident.snoozedUntil > now ? incident.snoozedUntil : null;
  const category = blinded(incident).category as Category;
  return {
    incident: incident.id,
    priority: PRIORITIES[incident.priority] ?? 'normal',
    assignee,
    claim:
      claim === null
        ? null
        : { person: claim.person, since: claim.since.toISOString(), until: claim.until.toISOString() },
    snoozed_until: snoozed?.toISOString() ?? null,
    notes: notes.map(({ ordinal, writtenBy, writtenAt, text }) => ({
      ordinal,
      by: writtenBy,
      at: writtenAt.toISOString(),
      text,
    })),
    second_opinions: opinions.map(({ askedBy, askedAt, question, verdict, reason, answeredBy, answeredAt }) => ({
      asked_by: askedBy,
      asked_at: askedAt.toISOString(),
      question,
      opinion:
        verdict === null || reason === null || answeredBy === null || answeredAt === null
          ? null
          : { verdict, reason, by: answeredBy, at: answeredAt.toISOString() },
    })),
    referrals: referrals.map(({ authority, reference, reason, referredBy, referredAt }) => ({
      authority,
      reference,
      reason,
      by: referredBy,
      at: referredAt.toISOString(),
    })),
    merged_into: incident.mergedInto,
    merged: [...file.merged],
    split_from: incident.splitFrom,
    split_into: [...file.splitInto],
    policy: {
      category,
      name: CATEGORIES[category].name,
      version: POLICY_VERSION,
      text: policyText(category),
    },
    action_sets: [...file.actionSets],
    appeals: [...file.appeals],
  };
}
