import type { Question } from '#usage/question';

/** Who or what a finding is about. Accounts, keys and networks are pseudonyms; a campaign is named by its founding record. */
export interface Subject {
  readonly kind: 'account' | 'key' | 'network' | 'campaign';
  readonly id: string;
}

/** What ties one account into a campaign, counted in that account's own records. */
export interface Member {
  readonly account: string;
  /** Records of this account that belong to the campaign. */
  readonly records: number;
  /** The tie in a few plain words, such as `6 of 8 texts nearly the same`. */
  readonly tie: string;
}

/** What one detector says of one subject in one window. */
export interface Finding {
  readonly subject: Subject;
  /** Evidence on the detector's own scale; higher is stronger. */
  readonly score: number;
  /** `report` asks for a look; `act` passed the stricter threshold. */
  readonly point: 'report' | 'act';
  /** Policy category where the case itself tells it; the detector's own when absent. */
  readonly category?: Category;
  /** One plain sentence with the numbers that matter. */
  readonly because: string;
  /** The numbers behind the sentence, by name with unit. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Pseudonymous record identifiers (32 hex digits), a few that show the case best, at most 50. */
  readonly evidence: readonly string[];
  /** Accounts acting together, sorted by account; for a key, the account it belongs to. */
  readonly members?: readonly Member[];
  /** Every record of the campaign (32 hex digits), ascending; only for campaigns. */
  readonly records?: readonly string[];
  /** Pairs of members that were tied directly, the smaller account first, ascending; others hang together through these. */
  readonly edges?: readonly (readonly [string, string])[];
}

/** Policy category of the public code list; see `libs/publish/categories.ts`. */
export type Category =
  | 'SPM'
  | 'CBR'
  | 'CYB'
  | 'CSE'
  | 'FRD'
  | 'INF'
  | 'VIO'
  | 'SLF'
  | 'HAT'
  | 'SUR'
  | 'SEX'
  | 'REG'
  | 'MOD'
  | 'ACC'
  | 'OTH';

/** The public family a detector belongs to: rules, classifier, behaviour, linkage, external report, hunting. */
export type DetectorFamily = 'RUL' | 'CLS' | 'BEH' | 'GRF' | 'EXT' | 'HUM';

/** How urgently people look at what it finds. */
export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** scheduled and retro open incidents; shadow and backtest only record findings. */
export const MODES = ['scheduled', 'shadow', 'backtest', 'retro'] as const;
export type Mode = (typeof MODES)[number];

/** In which of two modes the clock runs a detector. */
export type Stage = 'scheduled' | 'shadow';

/** What a number of a finding counts, and what it must reach. */
export interface Measure {
  /** Such as `minutes`, or `0..1` for a share. */
  readonly unit: string;
  /** Least value of a finding at each of the two points; absent where the number decides nothing. */
  readonly report?: number;
  readonly act?: number;
  /** What else holds, such as a stricter threshold for some findings. */
  readonly note?: string;
}

/**
 * A question plus a pure judgement, known by name and version.
 *
 * Every mode runs the very same SQL with the same parameters: `{from:DateTime64(3,'UTC')}` and
 * `{until:DateTime64(3,'UTC')}`, a half-open window, and nothing else. A changed constant is a new version.
 */
export interface Detector<Row = unknown> extends Question<Row> {
  /** Kebab-case; the folder, the SQL file, the incident label and the commit scope. */
  readonly name: string;
  /** Counts up with every change of SQL, constant or judgement. */
  readonly version: number;
  /** Default policy category of what it finds; a reviewer may change it. */
  readonly category: Category;
  /** Other policy categories that its findings may name, in any order; none when absent. */
  readonly otherCategories?: readonly Category[];
  readonly family: DetectorFamily;
  readonly severity: Severity;
  /** Hours between the ends of two scheduled windows. */
  readonly everyHours: number;
  /** Length of a scheduled window, hours; at least `everyHours`. */
  readonly spanHours: number;
  /** Stage until people decide otherwise; `scheduled` when absent. */
  readonly stage?: Stage;
  /**
   * What its findings open in modes that open anything; `incidents` when absent. Discoveries wait on a list for an
   * analyst and become no incident, whatever mode or stage says.
   */
  readonly opens?: 'incidents' | 'discoveries';
  /** The numbers of its findings by name, and `score`; `usewatch explain` prints them with these units and thresholds. */
  readonly measures?: Readonly<Record<string, Measure>>;
  /**
   * `shard`: what it says of an account follows from that account's rows alone, so that a shard could answer for its own
   * accounts. Absent: it holds accounts against each other and needs those of all shards.
   */
  readonly locality?: 'shard';
  /** Campaign detectors judge a whole evaluation span as one window. */
  readonly judges: 'windows' | 'span';
  /** What it finds, what it cannot see, and whom it accuses wrongly: one sentence each. */
  readonly catches: string;
  readonly misses: string;
  readonly mistakes: string;
  /** Same rows in any order give the same findings in the same order. */
  judge(rows: readonly Row[]): Finding[];
  /** What a bound kept it from comparing in this window: one plain sentence for the ledger; absent when nothing was left out. */
  leftOut?(rows: readonly Row[]): string | undefined;
}
