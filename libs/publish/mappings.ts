/** How our categories read in another list; an empty code where it has no such class. */
export interface Mapping {
  /** Name of the file. */
  readonly name: string;
  readonly to: string;
  readonly rows: readonly { readonly category: string; readonly code: string; readonly note: string }[];
}

function mapping(
  name: string,
  to: string,
  rows: Readonly<Record<string, readonly [code: string, note?: string]>>,
): Mapping {
  return { name, to, rows: Object.entries(rows).map(([category, [code, note = '']]) => ({ category, code, note })) };
}

const NO_CLASS = ['', 'no such class'] as const;

/** AILuminate classifies outputs; it has no class for what accounts do together. Source: MLCommons AILuminate v1.0. */
const AILUMINATE = mapping('ailuminate', 'MLCommons AILuminate 1.0', {
  ACC: NO_CLASS,
  CBR: ['indiscriminate_weapons'],
  CSE: ['child_sexual_exploitation'],
  CYB: ['non_violent_crimes'],
  FRD: ['non_violent_crimes'],
  HAT: ['hate'],
  INF: NO_CLASS,
  MOD: NO_CLASS,
  OTH: NO_CLASS,
  REG: ['non_violent_crimes'],
  SEX: ['sexual_content', 'sex_related_crimes where it is a crime'],
  SLF: ['suicide_and_self_harm'],
  SPM: NO_CLASS,
  SUR: ['privacy'],
  VIO: ['violent_crimes'],
});

/** Categories of statements of reasons. Source: DSA Transparency Database, category attribute. */
const DSA = mapping('dsa', 'EU DSA Transparency Database', {
  ACC: ['STATEMENT_CATEGORY_SCOPE_OF_PLATFORM_SERVICE'],
  CBR: ['STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY'],
  CSE: ['STATEMENT_CATEGORY_PROTECTION_OF_MINORS'],
  CYB: ['STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY', 'partly'],
  FRD: ['STATEMENT_CATEGORY_SCAMS_AND_FRAUD'],
  HAT: ['STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH'],
  INF: ['STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS'],
  MOD: ['STATEMENT_CATEGORY_SCOPE_OF_PLATFORM_SERVICE'],
  OTH: ['STATEMENT_CATEGORY_SCOPE_OF_PLATFORM_SERVICE', 'partly'],
  REG: ['STATEMENT_CATEGORY_UNSAFE_AND_ILLEGAL_PRODUCTS'],
  SEX: ['STATEMENT_CATEGORY_NON_CONSENSUAL_BEHAVIOUR', 'partly pornography'],
  SLF: ['STATEMENT_CATEGORY_SELF_HARM'],
  SPM: ['STATEMENT_CATEGORY_SCAMS_AND_FRAUD', 'spam that deceives'],
  SUR: ['STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS'],
  VIO: ['STATEMENT_CATEGORY_VIOLENCE'],
});

export const MAPPINGS: readonly Mapping[] = [AILUMINATE, DSA];
