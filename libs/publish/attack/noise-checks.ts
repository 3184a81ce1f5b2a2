import { discreteGaussianTail } from '#disclosure/discrete-gaussian-tail';
import { displayRule, LEAST_UNITS, SMALL_CELL_RISK } from '#disclosure/displayed-count';
import { isProvenAtMost } from '#disclosure/enclosure';
import { fraction } from '#disclosure/fraction';
import { storedNoisyCount } from '#disclosure/noisy-count';
import { uniformDraw } from '#disclosure/uniform-below';
import { attackerAccuracy } from '#statistics/attacker-accuracy';
import type { Check } from '../check.js';
import type { PublicTable } from '../public-table.js';
import { betrayedByLastDigits } from './last-digits.js';
import { membershipSuccess } from './membership.js';
import { seededSource } from './seeded-source.js';
import { digits, RUNS, type Target } from './target.js';

/** How often a small cell shows itself. Source: docs/attacks.md T-6. */
export function smallCells({ tables }: Target): Check {
  const isRare = ({ sigma2 }: PublicTable, lowered: bigint) => {
    const away = (displayRule(sigma2).threshold ?? 0n) - lowered - (LEAST_UNITS - 1n);
    return away >= 1n && isProvenAtMost(discreteGaussianTail(sigma2)(away), SMALL_CELL_RISK);
  };
  const hiding = tables.filter(({ hidesSmall }) => hidesSmall);
  return {
    id: 'T-6',
    title: 'Small cells',
    passed: hiding.every((table) => isRare(table, 0n)),
    result: `a cell of fewer than ${LEAST_UNITS} actors is printed as a number at most once in 10 000 times, by exact tails of ${hiding.length} tables`,
    control: {
      caught: hiding.every((table) => !isRare(table, 20n)),
      result: 'thresholds lowered by 20 print them oftener',
    },
  };
}

/** What the last digits betray. Source: docs/attacks.md T-8. */
export function lastDigits({ release: { specHash }, files }: Target): Check {
  const rows = files
    .filter(({ path }) => path.startsWith('measurements/'))
    .flatMap(({ bytes }) => bytes.toString('utf8').trimEnd().split('\r\n').slice(1));
  const whole = rows.every((row) => isWhole(row.split(',')[4] ?? ''));
  const betrayed = betrayedByLastDigits(RUNS, uniformDraw(seededSource(`T-8 ${specHash}`)));
  return {
    id: 'T-8',
    title: 'Least significant bits',
    passed: whole,
    result: `all ${rows.length} measurements are whole numbers, which every count can reach`,
    control: {
      caught: betrayed >= 0.85,
      result: `textbook noise on doubles betrays ${digits(100 * betrayed, 1)} % of its counts for certain`,
    },
  };
}

function isWhole(text: string): boolean {
  try {
    return storedNoisyCount(text) !== undefined;
  } catch {
    // What is not a whole number is exactly what this looks for.
    return false;
  }
}

/** Whether the best attacker tells that a unit is in a table. Source: docs/attacks.md T-9. */
export function membership({ release: { specHash } }: Target): Check {
  const draw = uniformDraw(seededSource(`T-9 ${specHash}`));
  const granted = attackerAccuracy(1 / 40);
  const ours = membershipSuccess(3, fraction(60n), RUNS, draw);
  const broken = membershipSuccess(3, fraction(60n, 16n), RUNS, draw);
  const isCaught = ({ rate, error }: typeof ours) => rate > granted + 4 * error;
  return {
    id: 'T-9',
    title: 'Membership',
    passed: !isCaught(ours),
    result: `the best attacker on T1 was right ${digits(100 * ours.rate, 1)} % of ${2 * RUNS} times; ${digits(100 * granted, 1)} % is the guarantee, a coin 50 %`,
    control: {
      caught: isCaught(broken),
      result: `with a quarter of the noise it was right ${digits(100 * broken.rate, 1)} % of the time`,
    },
  };
}
