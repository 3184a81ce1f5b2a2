/** Counts of what was found by each combination of three lists; what none found is what is asked for. */
export interface CaptureHistory {
  /** Found by the first, second and third list: `110` means by the first two alone. */
  readonly counts: Readonly<Record<'111' | '110' | '101' | '100' | '011' | '010' | '001', number>>;
}

/** Which pairs of lists depend on each other in a model. */
export type Dependence = 'PQ' | 'PE' | 'QE';

/** What one log-linear model makes of the whole. */
export interface CaptureModel {
  readonly dependences: readonly Dependence[];
  /** How many there are altogether. */
  readonly value: number;
  readonly standardError: number;
  /** Residual deviance; none in the saturated model. */
  readonly deviance: number;
  /** Counts less parameters; zero in the saturated model, which fits anything. */
  readonly freedom: number;
  readonly aic: number;
}

/** Every model of three lists without a three-way dependence, independence first, the saturated one last. */
const MODELS: readonly (readonly Dependence[])[] = [
  [],
  ['PQ'],
  ['PE'],
  ['QE'],
  ['PQ', 'PE'],
  ['PQ', 'QE'],
  ['PE', 'QE'],
  ['PQ', 'PE', 'QE'],
];

const HISTORIES = ['111', '110', '101', '100', '011', '010', '001'] as const;

/** Newton's steps; they double the right digits each. */
const STEPS = 60;

/**
 * How many there are, found by three lists or by none, under each way in which lists may depend on each other.
 *
 * @param history  what each combination of lists found
 * @returns        all eight models, the saturated one last
 * @throws {RangeError} when a count is negative, or two lists have nobody in common: then nothing bounds the rest
 *
 * Source: Fienberg, Biometrika 59 (1972), 591–603; Bishop, Fienberg, Holland, Discrete Multivariate Analysis, chapter 6.
 */
export function captureModels({ counts }: CaptureHistory): CaptureModel[] {
  const seen = HISTORIES.map((name) => counts[name]);
  if (seen.some((count) => !(count >= 0)) || pairsOf(counts).some((both) => both === 0))
    throw new RangeError('captureModels requires counts of at least zero and lists that have somebody in common');
  return MODELS.map((dependences) => fitted(seen, dependences));
}

/** How many each pair of lists has in common: first and second, first and third, second and third. */
export function pairsOf(counts: CaptureHistory['counts']): [number, number, number] {
  return [counts['111'] + counts['110'], counts['111'] + counts['101'], counts['111'] + counts['011']];
}

/** Poisson regression on the seven counts; the constant is the logarithm of what no list found. */
function fitted(seen: readonly number[], dependences: readonly Dependence[]): CaptureModel {
  const rows = HISTORIES.map((name) => {
    const [p = 0, q = 0, e = 0] = [...name].map(Number);
    const both = { PQ: p * q, PE: p * e, QE: q * e };
    return [1, p, q, e, ...dependences.map((pair) => both[pair])];
  });
  const width = 4 + dependences.length;
  // A weighted fit to the logarithms is a good place to begin.
  let beta = solved(
    weighed(
      rows,
      width,
      seen.map((count) => count + 0.5),
    ),
    scored(
      rows,
      width,
      seen.map((count) => (count + 0.5) * Math.log(count + 0.5)),
    ),
  );
  for (let step = 0; step < STEPS; step += 1) {
    const means = rows.map((row) => Math.exp(dot(row, beta)));
    const change = solved(
      weighed(rows, width, means),
      scored(
        rows,
        width,
        seen.map((count, i) => count - (means[i] ?? 0)),
      ),
    );
    beta = beta.map((one, place) => one + (change[place] ?? 0));
    if (change.every((one) => Math.abs(one) < 1e-12)) break;
  }
  const means = rows.map((row) => Math.exp(dot(row, beta)));
  const unseen = Math.exp(beta[0] ?? 0);
  const unit = Array.from({ length: width }, (_, place) => (place === 0 ? 1 : 0));
  const [variance = 0] = solved(weighed(rows, width, means), unit);
  const deviance = 2 * seen.reduce((sum, count, i) => sum + deviation(count, means[i] ?? 1), 0);
  const logLikelihood = seen.reduce(
    (sum, count, i) => sum + count * Math.log(means[i] ?? 1) - (means[i] ?? 0) - logFactorial(count),
    0,
  );
  return {
    dependences,
    value: seen.reduce((sum, count) => sum + count, 0) + unseen,
    // The unseen are themselves a draw around their mean.
    standardError: Math.sqrt(unseen ** 2 * variance + unseen),
    deviance: Math.max(0, deviance),
    freedom: seen.length - width,
    aic: 2 * width - 2 * logLikelihood,
  };
}

function deviation(count: number, mean: number): number {
  return (count === 0 ? 0 : count * Math.log(count / mean)) - (count - mean);
}

function weighed(rows: readonly number[][], width: number, weights: readonly number[]): number[][] {
  const places = Array.from({ length: width }, (_, place) => place);
  return places.map((i) =>
    places.map((j) => rows.reduce((sum, row, index) => sum + (weights[index] ?? 0) * (row[i] ?? 0) * (row[j] ?? 0), 0)),
  );
}

function scored(rows: readonly number[][], width: number, values: readonly number[]): number[] {
  return Array.from({ length: width }, (_, place) =>
    rows.reduce((sum, row, index) => sum + (row[place] ?? 0) * (values[index] ?? 0), 0),
  );
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, one, place) => sum + one * (b[place] ?? 0), 0);
}

/** Solves a small system by Gauss with the largest pivot. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  for (const column of rows.keys()) {
    const [pivot = column] = [...rows.keys()]
      .slice(column)
      .sort((a, b) => Math.abs(rows[b]?.[column] ?? 0) - Math.abs(rows[a]?.[column] ?? 0));
    [rows[column], rows[pivot]] = [rows[pivot] ?? [], rows[column] ?? []];
    const chosen = rows[column] ?? [];
    for (const [index, row] of rows.entries()) {
      if (index === column) continue;
      const factor = (row[column] ?? 0) / (chosen[column] ?? 1);
      for (const place of row.keys()) row[place] = (row[place] ?? 0) - factor * (chosen[place] ?? 0);
    }
  }
  return rows.map((row, index) => (row.at(-1) ?? 0) / (row[index] ?? 1));
}

/** Logarithm of the factorial by its series; noisy counts need not be whole. */
function logFactorial(count: number): number {
  let [from, sum] = [count + 1, 0];
  for (; from < 12; from += 1) sum -= Math.log(from);
  const square = from * from;
  return sum + (from - 0.5) * Math.log(from) - from + Math.log(2 * Math.PI) / 2 + (1 / 12 - 1 / (360 * square)) / from;
}
