import type { Category } from '#detect/detector';

/** Version of the code list; a changed meaning raises it and breaks the series. */
export const TAXONOMY_VERSION = '1.0';

/** What a policy category is called, what it covers, and how grave it is. */
export interface CategoryMeaning {
  readonly name: string;
  readonly definition: string;
  /** Order of severity, one is gravest; decides which categories of one unit are counted when it has more than three. */
  readonly severityRank: number;
}

/**
 * The policy categories of every public table.
 *
 * Fixed in advance: a category that appeared only once something was found would itself tell that something was found.
 */
export const CATEGORIES: Readonly<Record<Category, CategoryMeaning>> = {
  ACC: {
    name: 'Account and quota abuse',
    definition: 'Stolen or resold keys, account farming, hammering of limits, evasion of quotas and bans.',
    severityRank: 5,
  },
  CBR: {
    name: 'Weapons of mass harm',
    definition: 'Help with chemical, biological, radiological or nuclear weapons.',
    severityRank: 1,
  },
  CSE: {
    name: 'Child sexual exploitation',
    definition: 'Sexual content about minors, grooming, or help with either.',
    severityRank: 1,
  },
  CYB: {
    name: 'Cyber offence',
    definition: 'Malware, intrusion, and tooling made for attacks on systems of others.',
    severityRank: 3,
  },
  FRD: {
    name: 'Fraud and scams',
    definition: 'Deception for gain: phishing, romance and investment scams, false documents.',
    severityRank: 3,
  },
  HAT: {
    name: 'Hate and harassment',
    definition: 'Attacks on people or groups for who they are; bullying; racist role-play.',
    severityRank: 3,
  },
  INF: {
    name: 'Influence operations',
    definition: 'Coordinated content that hides who speaks in order to sway public debate.',
    severityRank: 3,
  },
  MOD: {
    name: 'Model abuse',
    definition: 'Extraction of a model through its answers, and tooling to bypass its safeguards.',
    severityRank: 4,
  },
  OTH: {
    name: 'Other violations',
    definition: 'Confirmed violations of policy that no other category covers.',
    severityRank: 6,
  },
  REG: {
    name: 'Regulated goods and other crime',
    definition: 'Drugs, arms and other regulated goods, and crimes that no other category covers.',
    severityRank: 4,
  },
  SEX: {
    name: 'Prohibited sexual content',
    definition: 'Non-consensual or otherwise prohibited sexual content about adults.',
    severityRank: 2,
  },
  SLF: {
    name: 'Self-harm',
    definition: 'Encouragement of, or instructions for, suicide, self-injury or disordered eating.',
    severityRank: 2,
  },
  SPM: {
    name: 'Spam and deceptive promotion',
    definition: 'Bulk or templated promotion across accounts, dubious medical products included.',
    severityRank: 5,
  },
  SUR: {
    name: 'Surveillance and privacy harm',
    definition: 'Tracking, profiling or exposing people without a right to.',
    severityRank: 3,
  },
  VIO: {
    name: 'Violence and extremism',
    definition: 'Threats, incitement, and support for violent groups or acts.',
    severityRank: 2,
  },
};

/** Every category code in alphabetical order: the order of rows in every file. */
export const CATEGORY_CODES = (Object.keys(CATEGORIES) as Category[]).sort();
