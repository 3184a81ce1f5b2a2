import { type Estimate, wilsonInterval } from '#statistics/wilson-interval';

/** What people decided of an account, key or network. */
export interface Label {
  readonly party: string;
  readonly isMisuse: boolean;
}

/** How well a detector agrees with what people have decided. */
export interface LabelledScore {
  /** Found, and confirmed as misuse. */
  readonly confirmed: number;
  /** Found, and dismissed. */
  readonly dismissed: number;
  /** Found, and nobody has decided yet. */
  readonly undecided: number;
  /** Confirmed as misuse, and not found. */
  readonly missed: number;
  /** Absent where there is nothing to divide by. */
  readonly precision?: Estimate;
  /** Of the misuse people know of; what nobody has found counts nowhere. */
  readonly recall?: Estimate;
  readonly f1?: Estimate;
}

/**
 * Scores what a detector found against what people have decided.
 *
 * The interval of F1 is exact in the same sense as the others: F1 = 2j / (1 + j), where j, the share of the confirmed and
 * found among all that are found or confirmed, is a share like any other.
 *
 * @param found   accounts, keys and networks it found, in any order
 * @param labels  each party once
 */
export function labelledScore(found: Iterable<string>, labels: readonly Label[]): LabelledScore {
  const isMisuse = new Map(labels.map((label) => [label.party, label.isMisuse]));
  const parties = new Set(found);
  const known = [...parties].map((party) => isMisuse.get(party));
  const confirmed = known.filter((label) => label === true).length;
  const dismissed = known.filter((label) => label === false).length;
  const missed = labels.filter((label) => label.isMisuse && !parties.has(label.party)).length;
  const joint = share(confirmed, confirmed + dismissed + missed);
  return {
    confirmed,
    dismissed,
    undecided: parties.size - confirmed - dismissed,
    missed,
    ...present('precision', share(confirmed, confirmed + dismissed)),
    ...present('recall', share(confirmed, confirmed + missed)),
    ...present('f1', joint && { value: f1Of(joint.value), low: f1Of(joint.low), high: f1Of(joint.high) }),
  };
}

function share(part: number, whole: number): Estimate | undefined {
  return whole === 0 ? undefined : wilsonInterval(part, whole);
}

function f1Of(joint: number): number {
  return (2 * joint) / (1 + joint);
}

function present(name: 'precision' | 'recall' | 'f1', estimate: Estimate | undefined): Partial<LabelledScore> {
  return estimate === undefined ? {} : { [name]: estimate };
}
