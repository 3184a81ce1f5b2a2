import { CATEGORY_CODES, TAXONOMY_VERSION } from './categories.js';

/** What became of one category when the code list changed. */
export interface Succession {
  /** Category it is counted as from then on. */
  readonly into: string;
  /** Other categories that took a part of it over; what it was counted as is then exact only for the whole. */
  readonly or?: readonly string[];
}

/** One version of the code list of policy categories. */
export interface PolicyVersion {
  readonly version: string;
  readonly categories: readonly string[];
  /** The concordance: what became of each category of the version before; absent in the first version alone. */
  readonly concordance?: Readonly<Record<string, Succession>>;
}

/**
 * Every version of the code list there ever was, the oldest first; the last is in force.
 *
 * A further version comes with a casebook migration that sets the default of `disposition.policy_version`. Decisions keep
 * the version they were made in and are read through the concordance; open incidents get their category anew from findings.
 */
export const POLICY_VERSIONS: readonly PolicyVersion[] = [{ version: TAXONOMY_VERSION, categories: CATEGORY_CODES }];
