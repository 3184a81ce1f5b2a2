import type { ByteSource } from '#disclosure/byte-source';
import { type UniformDraw, uniformDraw } from '#disclosure/uniform-below';

/** The parts of a discrete Laplace sampler that have been written wrongly elsewhere. */
interface Parts {
  /** Whether a draw below a probability's denominator means yes. */
  readonly isYes: (drawn: number, numerator: number) => boolean;
  /** Probability of going on after `run` successes in a row, as one in so many. */
  readonly dividedBy: (run: number) => number;
  /** Digit and turns made one integer. */
  readonly whole: (value: number, denominator: number) => number;
  readonly rejectsMinusZero: boolean;
  readonly usesScale: boolean;
}

/** A sampler of the discrete Laplace distribution, right or broken in one place. */
export interface TriedSampler {
  readonly fault: string;
  /** Draws one integer; scale as numerator over denominator. */
  readonly sample: (source: ByteSource, numerator: number, denominator: number) => number;
}

const RIGHT: Parts = {
  isYes: (drawn, numerator) => drawn < numerator,
  dividedBy: (run) => run,
  whole: (value, denominator) => Math.floor(value / denominator),
  rejectsMinusZero: true,
  usesScale: true,
};

/** Makes a byte a number by its remainder, as is often done: the first values come too often. */
export function remainderDraw(source: ByteSource): UniformDraw {
  return (below) => BigInt(source.bytes(1)[0] ?? 0) % below;
}

/**
 * Samplers that are wrong in one place each, as ports of the algorithm have been.
 *
 * The first one is right, put together from the same parts, so that what is caught is the fault and not the parts.
 *
 * Source: docs/attacks.md T-17.
 */
export const TRIED_SAMPLERS: readonly TriedSampler[] = [
  tried('none', {}),
  tried('zero drawn under both signs', { rejectsMinusZero: false }),
  tried('e^−x from x instead of x/k', { dividedBy: () => 1 }),
  tried('rounding to the nearest instead of down', { whole: (value, denominator) => Math.round(value / denominator) }),
  tried('“at most” instead of “below”', { isYes: (drawn, numerator) => drawn <= numerator }),
  tried('a scale that is ignored', { usesScale: false }),
];

function tried(fault: string, broken: Partial<Parts>): TriedSampler {
  const parts = { ...RIGHT, ...broken };
  return {
    fault,
    sample(source, numerator, denominator) {
      const draw = uniformDraw(source);
      const below = (bound: number) => Number(draw(BigInt(bound)));
      const [s, t] = parts.usesScale ? [denominator, numerator] : [1, 1];
      const comesTrue = (over: number, under: number) => {
        let run = 1;
        while (parts.isYes(below(under * parts.dividedBy(run)), over) && run < LONGEST_RUN) run += 1;
        return run % 2 === 1;
      };
      for (;;) {
        const isNegative = below(2) === 1;
        let digit = below(t);
        for (let tries = 0; !comesTrue(digit, t) && tries < LONGEST_RUN; tries += 1) digit = below(t);
        let turns = 0;
        while (comesTrue(1, 1) && turns < LONGEST_RUN) turns += 1;
        const size = parts.whole(digit + t * turns, s);
        if (isNegative && size === 0 && parts.rejectsMinusZero) continue;
        return isNegative ? -size : size;
      }
    },
  };
}

/** Steps after which a broken sampler that would never end is let go; a right one comes there never in practice. */
const LONGEST_RUN = 200;
