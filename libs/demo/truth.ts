/** Policy categories of the public code list that the demo world plants. */
export type PlantedCategory = 'SPM' | 'ACC' | 'INF' | 'MOD' | 'HAT';

/**
 * What kinds of misuse are planted. A kind is called after the detector that is to find it.
 */
export type MisuseKind =
  | 'spam-campaign'
  | 'limit-hammering'
  | 'narrative-fan-out'
  | 'limit-riding'
  | 'shared-key'
  | 'model-extraction'
  | 'persistent-violation';

/** Someone who misuses the API, with all accounts that are theirs. */
export interface Actor {
  readonly id: string;
  readonly kind: MisuseKind;
  readonly category: PlantedCategory;
  /** Raw account names. */
  readonly accounts: readonly string[];
  /** Half-open stretch of time that holds the misuse. */
  readonly from: Date;
  readonly until: Date;
  /** Records that are misuse; the accounts' cover traffic comes on top. */
  readonly records: number;
  /** False for kinds that no detector of today judges. */
  readonly findable: boolean;
}

/** Kinds of honest traffic that look like misuse. */
export type BenignKind =
  | 'launch-day'
  | 'newsletter'
  | 'sister-newsletters'
  | 'classroom'
  | 'batch-job'
  | 'translation-vendor'
  | 'broken-integration'
  | 'load-test'
  | 'evaluation-harness';

/** Honest accounts that a careless detector accuses. */
export interface LookAlike {
  readonly kind: BenignKind;
  /** Raw account names. */
  readonly accounts: readonly string[];
}

/** Everything that is known about a demo world because it was made. */
export interface Truth {
  readonly seed: number;
  readonly from: Date;
  readonly until: Date;
  /** Accounts of the world, whoever they are; some never call. */
  readonly accounts: number;
  readonly actors: readonly Actor[];
  readonly benign: readonly LookAlike[];
}

/**
 * One screen about what was planted.
 *
 * @returns lines of text with line ends between them
 */
export function describeTruth(truth: Truth): string {
  const planted = groups(truth.actors).map(([kind, actors]) => {
    const first = actors[0] as Actor;
    const records = actors.reduce((sum, actor) => sum + actor.records, 0);
    const sizes = actors.map((actor) => actor.accounts.length);
    const span =
      Math.min(...sizes) === Math.max(...sizes) ? `${sizes[0]}` : `${Math.min(...sizes)} to ${Math.max(...sizes)}`;
    return [
      kind.padEnd(20),
      first.category,
      count(actors.length, 'actor'),
      `${span} accounts each`.padEnd(23),
      count(records, 'record'),
      first.findable ? '' : ' (no detector yet)',
    ].join('  ');
  });
  const benign = groups(truth.benign).map(([kind, cases]) => {
    const accounts = cases.reduce((sum, { accounts: names }) => sum + names.length, 0);
    return `${kind.padEnd(20)}       ${count(accounts, 'account')}`;
  });
  return [
    `Demo world ${truth.seed}: ${truth.from.toISOString().slice(0, 10)} until ${truth.until.toISOString().slice(0, 10)}, ${truth.accounts} accounts`,
    '',
    'Planted misuse',
    ...planted.map((line) => `  ${line.trimEnd()}`),
    '',
    'Honest look-alikes',
    ...benign.map((line) => `  ${line}`),
  ].join('\n');
}

function groups<T extends { readonly kind: string }>(cases: readonly T[]): [string, T[]][] {
  const found = new Map<string, T[]>();
  for (const one of cases) {
    const known = found.get(one.kind);
    if (known === undefined) found.set(one.kind, [one]);
    else known.push(one);
  }
  return [...found];
}

function count(number: number, unit: string): string {
  return `${String(number).padStart(6)} ${number === 1 ? unit : `${unit}s`}`.padEnd(16);
}
