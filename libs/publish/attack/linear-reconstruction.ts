import { solve } from 'yalps';
import { discreteGaussian } from '#disclosure/discrete-gaussian';
import type { Fraction } from '#disclosure/fraction';
import type { UniformDraw } from '#disclosure/uniform-below';

/** A published sum: which of the secret bits it adds up, what it came to, and how much noise it has. */
export interface Answer {
  /** Places of the bits, each once. */
  readonly bits: readonly number[];
  readonly answer: number;
  /** Standard deviation of the noise; equal ones may all be one. */
  readonly deviation: number;
}

/** How many bits the attacker got right, and how many it would by saying the more frequent value of all. */
export interface Reconstruction {
  readonly right: number;
  readonly majority: number;
}

/**
 * Guesses secret bits from noisy sums: the values between 0 and 1 whose sums are off by the least altogether, rounded.
 *
 * @param count    number of bits
 * @param answers  what was published
 * @returns        guesses, 0 or 1
 *
 * Source: Dinur and Nissim, "Revealing Information while Preserving Privacy"; docs/attacks.md T-7.
 */
function reconstructed(count: number, answers: readonly Answer[]): (0 | 1)[] {
  const bit = (place: number) => `bit ${place}`;
  const sum = (place: number) => `sum ${place}`;
  const sumsOf = new Map<number, string[]>();
  for (const [place, { bits }] of answers.entries())
    for (const one of bits) sumsOf.set(one, [...(sumsOf.get(one) ?? []), sum(place)]);
  const places = Array.from({ length: count }, (_, place) => place);
  const { variables } = solve(
    {
      direction: 'minimize',
      objective: 'off',
      constraints: [
        ...answers.map(({ answer }, place) => [sum(place), { equal: answer }] as const),
        ...places.map((place) => [bit(place), { max: 1 }] as const),
      ],
      variables: [
        ...places.map((place) => {
          const terms = (sumsOf.get(place) ?? []).map((name) => [name, 1] as const);
          return [bit(place), [...terms, [bit(place), 1] as const]] as const;
        }),
        // What a sum is off by, above and below.
        ...answers.flatMap(({ deviation }, place) =>
          [1, -1].map((sign) => {
            const terms = [[sum(place), sign] as const, ['off', 1 / deviation] as const];
            return [`${sign > 0 ? 'above' : 'below'} ${place}`, terms] as const;
          }),
        ),
      ],
    },
    { maxPivots: MOST_PIVOTS },
  );
  const values = new Map<string, number>(variables);
  return places.map((place) => ((values.get(bit(place)) ?? 0) >= 0.5 ? 1 : 0));
}

/** Steps of the solver; 64 bits and 256 sums take some thousand. */
const MOST_PIVOTS = 100_000;

/**
 * Attacks random sums of random bits, the setting in which noise that is too small fails.
 *
 * @param bits    secret bits
 * @param sums    sums of random halves of them
 * @param sigma2  variance of the noise; undefined for exact answers
 * @param draw    uniform integers
 */
export function reconstructRandomSums(
  bits: number,
  sums: number,
  sigma2: Fraction | undefined,
  draw: UniformDraw,
): Reconstruction {
  const secret = randomBits(bits, draw);
  const answers = Array.from({ length: sums }, (): Answer => {
    const chosen = randomBits(bits, draw).flatMap((isIn, place) => (isIn === 1 ? [place] : []));
    return { bits: chosen, answer: sumOf(secret, chosen) + noise(sigma2, draw), deviation: 1 };
  });
  return outcome(secret, reconstructed(bits, answers));
}

/**
 * Attacks the tables of a release: candidates of whom all but whether they were confirmed is known.
 *
 * @param candidates  number of them in one category
 * @param total       variance of the category's own number
 * @param splits      tables that split it: how many cells each has in a category, and their variance
 * @param draw        uniform integers
 */
export function reconstructCategory(
  candidates: number,
  total: Fraction,
  splits: readonly { readonly cells: number; readonly sigma2: Fraction }[],
  draw: UniformDraw,
): Reconstruction {
  const secret = randomBits(candidates, draw);
  const answered = (bits: readonly number[], sigma2: Fraction): Answer => ({
    bits,
    answer: sumOf(secret, bits) + noise(sigma2, draw),
    deviation: Math.sqrt(Number(sigma2.numerator) / Number(sigma2.denominator)),
  });
  const all = secret.map((_, place) => place);
  const parts = splits.flatMap(({ cells, sigma2 }) => {
    const cellOf = secret.map(() => Number(draw(BigInt(cells))));
    return [...new Set(cellOf)].map((cell) =>
      answered(
        all.filter((place) => cellOf[place] === cell),
        sigma2,
      ),
    );
  });
  return outcome(secret, reconstructed(candidates, [answered(all, total), ...parts]));
}

function outcome(secret: readonly number[], guesses: readonly number[]): Reconstruction {
  const ones = secret.filter((bit) => bit === 1).length;
  return {
    right: secret.filter((bit, place) => bit === guesses[place]).length,
    majority: Math.max(ones, secret.length - ones),
  };
}

function noise(sigma2: Fraction | undefined, draw: UniformDraw): number {
  return sigma2 === undefined ? 0 : Number(discreteGaussian(sigma2, draw));
}

function sumOf(secret: readonly number[], places: readonly number[]): number {
  return places.reduce((sum, place) => sum + (secret[place] ?? 0), 0);
}

function randomBits(count: number, draw: UniformDraw): number[] {
  return Array.from({ length: count }, () => Number(draw(2n)));
}
