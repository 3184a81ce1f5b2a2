import { fraction, fractionText } from '#disclosure/fraction';
import { type UniformDraw, uniformDraw } from '#disclosure/uniform-below';
import type { Check } from '../check.js';
import type { PublicTable } from '../public-table.js';
import { certainClaims, type Known } from './certain-claims.js';
import { type Reconstruction, reconstructCategory, reconstructRandomSums } from './linear-reconstruction.js';
import { noiseStars } from './noise-region.js';
import { seededSource } from './seeded-source.js';
import { digits, type Target } from './target.js';

/** Data sets made up for an attack. */
const DATA_SETS = 200;

/** Candidates in each of them. */
const CANDIDATES = 16;

/** What success may exceed the saying of the more frequent value by. */
const MARGIN = 0.05;

/**
 * Claims about small groups that no data set contradicts.
 *
 * A right build is not failed by its noise: of 20 000 releases drawn at random none left a claim, so that fewer than one in
 * 6 000 does (rule of three).
 *
 * Source: docs/attacks.md T-2.
 */
export function claims({ release }: Target): Check {
  const certain = certainClaims(noiseStars(release.tables));
  // Twelve units; eleven of them in one row, eleven in one column: ten at least in both, and one in the other row.
  const exact = (...counts: number[]): Known[] => counts.map((count) => ({ low: count, high: count }));
  const broken = certainClaims([{ total: { low: 12, high: 12 }, tables: [exact(11, 1), exact(11, 1)] }]);
  return {
    id: 'T-2',
    title: 'Claims that hold in all consistent data sets',
    passed: certain === 0,
    result: `${certain} claims about fewer than ten actors are certain, in a cell or in what two cells of different tables share, with all measurements held at once in 99 of 100 releases`,
    control: {
      caught: broken > 0,
      result: `an exact two-by-two table with a unit cell makes ${broken} claims certain`,
    },
  };
}

/** Guessing who was confirmed from all sums at once. Source: docs/attacks.md T-7 and TV-14. */
export function reconstruction({ tables }: Target): Check {
  const ours = attacked(tables);
  const exact = exactlyAttacked();
  return {
    id: 'T-7',
    title: 'Linear reconstruction',
    passed: ours.right <= ours.majority + MARGIN,
    result: `over ${DATA_SETS} made-up categories of ${CANDIDATES} candidates, the best fit to all sums was right of ${digits(100 * ours.right, 1)} % of them; saying the more frequent answer, of ${digits(100 * ours.majority, 1)} %`,
    control: {
      caught: exact.right === exact.bits,
      result: `exact answers to ${exact.sums} random sums give back ${exact.right} of ${exact.bits} secrets`,
    },
  };
}

/** Shares right, by the tables' variances: the attack sees no more of them, and comes out the same each time. */
const known = new Map<string, { right: number; majority: number }>();

function attacked(tables: readonly PublicTable[]): { right: number; majority: number } {
  const top = tables.find(({ id }) => id === 't1');
  const splits = tables
    .filter(({ splits: whole }) => whole === 't1')
    .map(({ keys, sigma2 }) => ({
      sigma2,
      cells: keys.filter(({ category }) => category === keys[0]?.category).length,
    }));
  const total = top?.sigma2 ?? fraction(1n);
  const name = [total, ...splits.map(({ sigma2 }) => sigma2)].map(fractionText).join(' ');
  const before = known.get(name);
  if (before !== undefined) return before;
  const draw = uniformDraw(seededSource(`T-7 ${name}`));
  const tried = Array.from({ length: DATA_SETS }, () => reconstructCategory(CANDIDATES, total, splits, draw));
  const shareOf = (what: keyof Reconstruction) =>
    tried.reduce((sum, one) => sum + one[what], 0) / (DATA_SETS * CANDIDATES);
  const found = { right: shareOf('right'), majority: shareOf('majority') };
  known.set(name, found);
  return found;
}

let exactly: { right: number; bits: number; sums: number } | undefined;

function exactlyAttacked(): { right: number; bits: number; sums: number } {
  const draw: UniformDraw = uniformDraw(seededSource('T-7 exact answers'));
  exactly ??= { ...{ bits: 64, sums: 256 }, right: reconstructRandomSums(64, 256, undefined, draw).right };
  return exactly;
}
