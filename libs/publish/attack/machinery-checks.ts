import { discreteLaplace } from '#disclosure/discrete-laplace';
import { type Fraction, fraction, fractionText, isAtMost, sum } from '#disclosure/fraction';
import { leftFor, YEARLY_BUDGET } from '#disclosure/privacy-cost';
import { type UniformDraw, uniformDraw } from '#disclosure/uniform-below';
import { chiSquareDeviate } from '#statistics/chi-square-deviate';
import { discreteLaplaceMass } from '#statistics/discrete-laplace-mass';
import type { Check } from '../check.js';
import { seededSource } from './seeded-source.js';
import { digits } from './target.js';
import { remainderDraw, TRIED_SAMPLERS } from './wrong-samplers.js';

/** Draws that ask for the budget at once. */
const DRAFTS = 50;

/** What each of them costs: the dearest table of a release. */
const COST = fraction(1n, 40n);

/** Many draws at once against one budget. Source: docs/attacks.md T-14. */
export function budgetRace(): Check {
  const inTurn = spentBy((spent) => spent);
  // Whoever reads before anybody has written sees a year that has spent nothing.
  const atOnce = spentBy(() => fraction(0n));
  return {
    id: 'T-14',
    title: 'Race for the budget',
    passed: isAtMost(inTurn, YEARLY_BUDGET),
    result: `${DRAFTS} draws of ${fractionText(COST)}, debited one at a time, spend ${fractionText(inTurn)} of ${fractionText(YEARLY_BUDGET)}`,
    control: {
      caught: !isAtMost(atOnce, YEARLY_BUDGET),
      result: `a ledger that lets all of them read before any has written spends ${fractionText(atOnce)}`,
    },
  };
}

function spentBy(seen: (spent: Fraction) => Fraction): Fraction {
  let spent = fraction(0n);
  for (let draft = 0; draft < DRAFTS; draft += 1)
    if (isAtMost(COST, leftFor('release', { release: seen(spent), revision: fraction(0n) }))) spent = sum(spent, COST);
  return spent;
}

/** Draws of each sampler; the mildest of the faults below shows after some hundred. */
const DRAWS = 2_000;

/** Standard deviations beyond which a sampler is wrong; chance goes there once in a million. */
const WRONG = 4.75;

/** Scale of the Laplace that is tried: no whole number, or rounding would not show. */
const [SCALE_NUMERATOR, SCALE_DENOMINATOR] = [2, 3] as const;

/** Values told apart; those beyond are gathered at the ends. */
const REACH = 3;

/** Samplers that are wrong in one place. Source: docs/attacks.md T-17. */
export function samplers(): Check {
  outcome ??= judged();
  return outcome;
}

/** The same for every release: it depends on no number of it. */
let outcome: Check | undefined;

function judged(): Check {
  const scale = fraction(BigInt(SCALE_NUMERATOR), BigInt(SCALE_DENOMINATOR));
  const draw = uniformDraw(seededSource('T-17'));
  const ours = deviate(() => Number(discreteLaplace(scale, draw)));
  const [right, ...wrong] = TRIED_SAMPLERS.map(({ fault, sample }) => {
    const source = seededSource(`T-17 ${fault}`);
    return { fault, deviate: deviate(() => sample(source, SCALE_NUMERATOR, SCALE_DENOMINATOR)) };
  });
  wrong.push({ fault: 'remainders of bytes', deviate: unevenness(remainderDraw(seededSource('T-17 remainders'))) });
  const missed = wrong.filter((one) => one.deviate <= WRONG).map(({ fault }) => fault);
  return {
    id: 'T-17',
    title: 'Wrong samplers',
    passed: [ours, right?.deviate ?? WRONG + 1, unevenness(draw)].every((deviate) => deviate <= WRONG),
    result: `${DRAWS} draws stand ${digits(ours)} standard deviations from their exact masses; beyond ${WRONG} a sampler is wrong`,
    control: {
      caught: missed.length === 0,
      result:
        missed.length === 0
          ? `all ${wrong.length} samplers with one fault are found: ${wrong.map(({ fault }) => fault).join(', ')}`
          : `not found: ${missed.join(', ')}`,
    },
  };
}

/** How far draws stand from the masses of the discrete Laplace distribution. */
function deviate(sample: () => number): number {
  const seen = Array<number>(2 * REACH + 1).fill(0);
  for (let count = 0; count < DRAWS; count += 1) {
    const place = Math.max(-REACH, Math.min(REACH, sample())) + REACH;
    seen[place] = (seen[place] ?? 0) + 1;
  }
  const inner = seen.map((_, place) => discreteLaplaceMass(place - REACH, SCALE_NUMERATOR / SCALE_DENOMINATOR));
  const tail = (1 - inner.reduce((total, mass) => total + mass, 0)) / 2;
  const isEnd = (place: number) => place === 0 || place === 2 * REACH;
  return chiSquareDeviate(
    seen,
    inner.map((mass, place) => DRAWS * (mass + (isEnd(place) ? tail : 0))),
  );
}

/** How far integers below 192, which no power of two divides evenly, stand from being equally likely. */
function unevenness(draw: UniformDraw): number {
  const seen = [0, 0, 0];
  for (let count = 0; count < DRAWS; count += 1) {
    const third = Number(draw(192n) / 64n);
    seen[third] = (seen[third] ?? 0) + 1;
  }
  return chiSquareDeviate(seen, [DRAWS / 3, DRAWS / 3, DRAWS / 3]);
}
