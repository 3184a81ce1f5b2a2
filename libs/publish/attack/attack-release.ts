import { createPrivateKey } from 'node:crypto';
import { discreteGaussianTail } from '#disclosure/discrete-gaussian-tail';
import { displayRule, LEAST_UNITS, SMALL_CELL_RISK } from '#disclosure/displayed-count';
import { isProvenAtMost } from '#disclosure/enclosure';
import { fraction } from '#disclosure/fraction';
import { type NoisyCount, storedNoisyCount, trueCount, withNoise } from '#disclosure/noisy-count';
import { uniformDraw } from '#disclosure/uniform-below';
import { attackerAccuracy } from '#statistics/attacker-accuracy';
import type { Check } from '../check.js';
import { missingDays } from '../completeness.js';
import { detachedJws } from '../detached-jws.js';
import type { MeasuredRelease } from '../measured-release.js';
import { minisign } from '../minisign.js';
import { boundedCounts, type PublicTable } from '../public-table.js';
import { type ReleaseFile, textFile } from '../release-file.js';
import { JWS, MINISIG, releaseFiles, SUMS, trustedComment } from '../release-files.js';
import { publicPartOf, thumbprint } from '../signer-keys.js';
import { verifyRelease } from '../verify-release.js';
import { grantedSuccess, oracleSuccess } from './detection-oracle.js';
import { LEAST_DEVIATION, leastDeviation } from './differencing.js';
import { isNoiseReused } from './fresh-noise.js';
import { betrayedByLastDigits } from './last-digits.js';
import { leaksIn } from './leaks.js';
import { membershipSuccess } from './membership.js';
import { LEAST_WIDTH, narrowestInterval } from './noise-region.js';
import { seededSource } from './seeded-source.js';
import { structureOf } from './structure.js';

/** Runs of attacks that toss coins; more of them cost seconds of every release and narrow a bound that is proven anyway. */
const RUNS = 1_000;

/** What every attack is given. */
interface Target {
  readonly release: MeasuredRelease;
  readonly tables: readonly PublicTable[];
  readonly files: readonly ReleaseFile[];
}

/**
 * Attacks a release as its readers could, and each time a build that is broken on purpose, which has to be caught.
 *
 * Sees noisy numbers and public constants alone, and comes out the same on any machine: its coins follow from the
 * specification's hash. Attacks that need a running installation are part of the tests instead.
 *
 * @param release  a measured release
 * @returns        one result for each attack, in the order of their names
 *
 * Source: publication.md 7.9.
 */
export function attackRelease(release: MeasuredRelease): Check[] {
  const target = { release, tables: release.tables.map(({ table }) => table), files: releaseFiles(release) };
  return [
    intervals(target),
    differencing(target),
    versions(target),
    averaging(target),
    smallCells(target),
    lastDigits(target),
    membership(target),
    contribution(target),
    structure(target),
    leaks(target),
    wording(target),
    oracle(target),
    completeness(target),
    outside(target),
    {
      id: 'T-20',
      title: 'Attributes from zeros',
      passed: true,
      result: 'waived: noise in every cell keeps zeros from being known',
    },
  ];
}

const digits = (value: number, places = 2) => value.toFixed(places);

function intervals({ release }: Target): Check {
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

function differencing({ tables }: Target): Check {
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

function versions({ release: { specHash, earlier } }: Target): Check {
  const draw = uniformDraw(seededSource(`T-4 ${specHash}`));
  const noisy = (counts: readonly bigint[]) => counts.map((count) => withNoise(trueCount(count), fraction(60n), draw));
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

function averaging({ release, files }: Target): Check {
  const again = releaseFiles(release);
  const isSame = files.every(({ bytes }, index) => again[index]?.bytes.equals(bytes));
  const draw = uniformDraw(seededSource(`T-5 ${release.specHash}`));
  let sum = 0;
  for (let fetch = 0; fetch < RUNS; fetch += 1) sum += Number(withNoise(trueCount(40n), fraction(60n), draw));
  const off = Math.abs(sum / RUNS - 40);
  return {
    id: 'T-5',
    title: 'Averaging',
    passed: isSame,
    result: 'the files are the same bytes whenever they are made; nothing that serves them can draw',
    control: { caught: off < 1, result: `noise drawn anew for ${RUNS} requests averages out to ±${digits(off)}` },
  };
}

function smallCells({ tables }: Target): Check {
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

function lastDigits({ release: { specHash }, files }: Target): Check {
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

function membership({ release: { specHash } }: Target): Check {
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

function contribution({ tables }: Target): Check {
  const breaks = (table: PublicTable) => {
    const cell = { value: 1, repeats: 0, most_touched: table.touches + 1 };
    try {
      boundedCounts(
        table,
        table.keys.map((key) => ({ ...key, ...cell })),
      );
      return false;
    } catch {
      // The refusal is what is looked for.
      return true;
    }
  };
  return {
    id: 'T-10',
    title: 'Contribution of one actor',
    passed: true,
    result:
      'before the draw each table’s question found that no actor touches more cells than its cost was computed for',
    control: { caught: tables.every(breaks), result: 'counts of an actor in one cell more than that are refused' },
  };
}

function structure({ release, files }: Target): Check {
  const more = release.tables.map(({ table, measurements }) => ({
    table,
    measurements: measurements.map(
      (measurement, index) => (index === 0 ? measurement + 1n : measurement) as NoisyCount,
    ),
  }));
  const neighbour = releaseFiles({ ...release, tables: more });
  const dropped = files.map(({ path, bytes }) =>
    path === 'tables/t1.csv'
      ? textFile(path, bytes.toString('utf8').split('\r\n').slice(0, -2).join('\r\n'))
      : { path, bytes },
  );
  return {
    id: 'T-11',
    title: 'Structure',
    passed: structureOf(files) === structureOf(neighbour),
    result: 'names, rows and keys are the same with one actor more',
    control: { caught: structureOf(files) !== structureOf(dropped), result: 'a file without its empty rows differs' },
  };
}

function leaks({ files }: Target): Check {
  const found = leaksIn(files).filter((leak) => !leak.includes('single actor'));
  const planted = leaksIn([textFile('debug.csv', `account\r\n${'0f'.repeat(16)}\r\nann@example.org 192.0.2.7\r\n`)]);
  return {
    id: 'T-12',
    title: 'Leaks',
    passed: found.length === 0,
    result: found.length === 0 ? `no name, address, key or pseudonym in ${files.length} files` : found.join('; '),
    control: {
      caught: planted.length === 3,
      result: `in a debug column that was left, ${planted.length} of 3 are found`,
    },
  };
}

function wording({ files }: Target): Check {
  const found = leaksIn(files).filter((leak) => leak.includes('single actor'));
  const planted = leaksIn([textFile('case.md', 'In that category, exactly one account was banned.')]);
  return {
    id: 'T-13',
    title: 'Narratives',
    passed: found.length === 0,
    result:
      found.length === 0 ? 'no sentence speaks of a single actor, and no case study is part of it' : found.join('; '),
    control: { caught: planted.length === 1, result: '“exactly one account was banned” is found' },
  };
}

function oracle({ tables }: Target): Check {
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

function completeness({ release: { quarter } }: Target): Check {
  const { from, until } = quarter.window;
  const days = Array.from({ length: (until.getTime() - from.getTime()) / 86_400_000 }, (_, index) => ({
    hour: new Date(from.getTime() + index * 86_400_000),
    records: 1_000,
  }));
  const missed = missingDays(
    quarter,
    days.filter((_, index) => index !== 40),
  );
  return {
    id: 'T-18',
    title: 'Completeness',
    passed: true,
    result: 'before the draw every day since the first record had usage, and not almost none',
    control: { caught: missed.length === 1, result: `one day taken away is found: ${missed.join(', ')}` },
  };
}

/** A key for trying out signatures, the same for everybody; it signs nothing that is published. */
const TRIAL_KEY = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 1)]);

function outside({ release }: Target): Check {
  const privateKey = createPrivateKey({ key: TRIAL_KEY, format: 'der', type: 'pkcs8' });
  const publicKey = publicPartOf(privateKey) ?? '';
  const keyId = thumbprint(publicKey);
  const signers = [{ keyId, publicKey, since: release.frozenAt, until: null }];
  const files = releaseFiles({ ...release, signers });
  const sums = files.find(({ path }) => path === SUMS)?.bytes ?? Buffer.alloc(0);
  const signed = [
    ...files,
    textFile(JWS, `${detachedJws(sums, privateKey, keyId)}\n`),
    textFile(MINISIG, minisign(sums, privateKey, publicKey, trustedComment(release))),
  ];
  const { faults } = verifyRelease(signed);
  const tampered = signed.map(({ path, bytes }) =>
    path === 'tables/t1.csv' ? textFile(path, bytes.toString('utf8').replace('2', '3')) : { path, bytes },
  );
  return {
    id: 'T-19',
    title: 'Verification from outside',
    passed: faults.length === 0,
    result:
      faults.length === 0
        ? 'signed, the public files alone verify, and the tables follow from the measurements'
        : faults.join('; '),
    control: { caught: verifyRelease(tampered).faults.length > 0, result: 'one changed digit is found' },
  };
}
