import { z } from 'zod';
import { POLICY_VERSION } from '#casework/policy';
import type { Category } from '#detect/detector';

/** Where an incident stands; every incident starts `open`, and only people move it on. */
export type State = 'open' | 'confirmed' | 'dismissed' | 'uncertain';

/** What a person may say of an incident. */
export const VERDICTS = ['confirmed', 'dismissed', 'uncertain'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What was done about it, mildest first. */
export const ACTIONS = ['none', 'warning', 'limit', 'suspension', 'ban'] as const;
export type Action = (typeof ACTIONS)[number];

/** The public code list, as `libs/publish/categories.ts` explains it. */
const CATEGORIES = {
  SPM: true,
  CBR: true,
  CYB: true,
  CSE: true,
  FRD: true,
  INF: true,
  VIO: true,
  SLF: true,
  HAT: true,
  SUR: true,
  SEX: true,
  REG: true,
  MOD: true,
  ACC: true,
  OTH: true,
} satisfies Record<Category, true>;

/** Characters of a reason at most; beyond, nobody reads it and the page breaks. */
const LONGEST_REASON = 2_000;

/** What a person writes down to decide an incident. */
export const DispositionDraft = z.object({
  verdict: z.enum(VERDICTS),
  /** Policy category; the incident keeps its own when absent. */
  category: z.enum(Object.keys(CATEGORIES) as Category[]).optional(),
  action: z.enum(ACTIONS).default('none'),
  /** Why, in words another reviewer can check. */
  reason: z.string().trim().min(1).max(LONGEST_REASON),
  /** Who decided: a person, or a key by its name. */
  decidedBy: z.string().trim().min(1).max(200),
});
export type DispositionDraft = z.infer<typeof DispositionDraft>;

/** One decision as it is kept for ever; later ones stand beside it, never in its place. */
export interface Disposition {
  readonly verdict: Verdict;
  readonly category: string;
  readonly action: Action;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
  /** Of the policy text it was made by. */
  readonly policyVersion: string;
}

/** What a decision rests on. */
export interface Standing {
  readonly state: State;
  readonly category: string;
  /** Action of the latest disposition; undefined before the first. */
  readonly action?: Action;
}

/**
 * Turns a person's draft into the next disposition of an incident.
 *
 * An open or uncertain incident takes any verdict; a decided one takes another verdict, or the same with
 * another category or action. Nothing leads back to open.
 *
 * @param standing  the incident as the person saw it
 * @param draft     what the person wrote
 * @param now       instant of the decision
 * @returns         the disposition, or why it is refused
 */
export function decide(
  standing: Standing,
  draft: DispositionDraft,
  now: Date,
): { readonly disposition: Disposition } | { readonly refused: string } {
  const { verdict, action, reason, decidedBy } = draft;
  const category = draft.category ?? standing.category;
  if (action !== 'none' && verdict !== 'confirmed') {
    return { refused: `an action (${action}) needs a confirmed incident; confirm it, or choose no action` };
  }
  if (standing.state === verdict && standing.category === category && standing.action === action) {
    return { refused: `it is already ${verdict} as ${category} with action ${action}; change one of them` };
  }
  return {
    disposition: { verdict, category, action, reason, decidedBy, decidedAt: now, policyVersion: POLICY_VERSION },
  };
}
