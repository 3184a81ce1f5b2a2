import { fraction } from '#disclosure/fraction';
import { type NoisyCount, withNoise } from '#disclosure/noisy-count';
import { TrueCount } from '#disclosure/true-count';
import { uniformDraw } from '#disclosure/uniform-below';
import type { Check } from '../check.js';
import { releaseFiles } from '../release-files.js';
import { grantedSuccess, oracleSuccess } from './detection-oracle.js';
import { LEAST_DEVIATION, leastDeviation } from './differencing.js';
import { isNoiseReused } from './fresh-noise.js';
import { LEAST_WIDTH, narrowestInterval } from './noise-region.js';
import { seededSource } from './seeded-source.js';
import { digits, RUNS, type Target } from './target.js';

/** What linear programs over all tables leave of each cell. Source: docs/attacks.md T-1. */
export function intervals({ release }: Target): Check {
  const narrowest = narrowestInterval(release.tables);
  // The suppressed cell of TV-5 among published margins: 66 − 35 − 12 − 17 leaves exactly 2.
  const suppressed = 66 - 35 - 12 - 17;
  return {
    id: 'T-1',
    title: 'Intervals from margins',
    passed: narrowest >= LEAST_WIDTH,
    result: `with all measurements held at once in 99 of 100 releases, the narrowest cell stays ${narrowest} wide; at least ${LEAST_WIDTH} are asked`,
    control: {
      caught: suppressed === 2,
      result: `one cell suppressed among exact margins is known to be ${suppressed}: width 0`,
    },
  };
}

/** What sums and differences of a few cells leave. Source: docs/attacks.md T-3. */
export function differencing({ tables }: Target): Check {
  const [ours, exact] = [tables, tables.map((table) => ({ ...table, sigma2: fraction(1n, 1_000_000n) }))].map(
    leastDeviation,
  );
  return {
    id: 'T-3',
    title: 'Differencing inside the release',
    passed: (ours ?? 0) >= LEAST_DEVIATION,
    result: `no sum or difference of up to four cells is known better than ±${digits(ours ?? 0)} (one standard deviation)`,
    control: {
      caught: (exact ?? 0) < LEAST_DEVIATION,
      result: `exact tables are known to ±${digits(exact ?? 0)}`,
    },
  };
}

/** What two versions of a table tell of the change between them. Source: docs/attacks.md T-4. */
export function versions({ release: { specHash, earlier } }: Target): Check {
  const draw = uniformDraw(seededSource(`T-4 ${specHash}`));
  const noisy = (counts: readonly bigint[]) =>
    counts.map((count) => withNoise(TrueCount.of(count), fraction(60n), draw));
  const counts = Array.from({ length: 15 }, (_, index) => BigInt(index * 7));
  const before = noisy(counts);
  const reused = before.map((measurement, index) => (index === 3 ? measurement + 1n : measurement) as NoisyCount);
  return {
    id: 'T-4',
    title: 'Differencing across versions',
    passed: !isNoiseReused(before, noisy(counts)),
    result: `a changed table gets fresh noise, charged to the ledger; ${earlier.length === 0 ? 'this is the first version' : `${earlier.length} versions came before`}`,
    control: {
      caught: isNoiseReused(before, reused),
      result: 'noise used again on counts that changed by one shows exactly that one',
    },
  };
}

/** What asking again and again gains. Source: docs/attacks.md T-5. */
export function averaging({ release, files }: Target): Check {
  const again = releaseFiles(release);
  const isSame = files.every(({ bytes }, index) => again[index]?.bytes.equals(bytes));
  const draw = uniformDraw(seededSource(`T-5 ${release.specHash}`));
  let sum = 0;
  for (let fetch = 0; fetch < RUNS; fetch += 1) sum += Number(withNoise(TrueCount.of(40n), fraction(60n), draw));
  const off = Math.abs(sum / RUNS - 40);
  return {
    id: 'T-5',
    title: 'Averaging',
    passed: isSame,
    result: 'the files are the same bytes whenever they are made; nothing that serves them can draw',
    control: { caught: off < 1, result: `noise drawn anew for ${RUNS} requests averages out to ±${digits(off)}` },
  };
}

/** What an actor learns of itself. Source: docs/attacks.md T-16. */
export function oracle({ tables }: Target): Check {
  const tried = [1, 5].map((accounts) => ({ accounts, success: oracleSuccess(tables, accounts) }));
  const exact = oracleSuccess(
    tables.map((table) => ({ ...table, sigma2: fraction(1n, 100n) })),
    1,
  );
  return {
    id: 'T-16',
    title: 'Asking the tables whether one was found',
    passed: tried.every(({ accounts, success }) => success <= grantedSuccess(accounts)),
    result: `an actor who combines all tables is right ${tried.map(({ accounts, success }) => `${digits(100 * success, 1)} % of the time with ${accounts} unlinked account${accounts === 1 ? '' : 's'}`).join(', ')}`,
    control: {
      caught: exact > grantedSuccess(1),
      result: `nearly exact tables tell it ${digits(100 * exact, 1)} % of the time`,
    },
  };
}
