import { createPrivateKey } from 'node:crypto';
import { fraction } from '#disclosure/fraction';
import { type NoisyCount, storedNoisyCount } from '#disclosure/noisy-count';
import type { Check } from '../check.js';
import { daysOf, missingDays, missingRuns } from '../completeness.js';
import { detachedJws } from '../detached-jws.js';
import { DETECTOR_NAMES } from '../detector-family.js';
import type { MeasuredTable } from '../measured-release.js';
import { minisign } from '../minisign.js';
import { narrativeFaults } from '../narrative.js';
import { boundedCounts, type PublicTable } from '../public-table.js';
import { publicTables } from '../public-tables.js';
import { textFile } from '../release-file.js';
import { JWS, MINISIG, releaseFiles, SUMS, trustedComment } from '../release-files.js';
import { publicPartOf, thumbprint } from '../signer-keys.js';
import { SOURCES } from '../source-days.js';
import { verifyRelease } from '../verify-release.js';
import { leaksIn } from './leaks.js';
import { structureOf } from './structure.js';
import type { Target } from './target.js';

/** What one actor can change. Source: docs/attacks.md T-10. */
export function contribution({ tables }: Target): Check {
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

/** What names, rows and keys tell beside the numbers. Source: docs/attacks.md T-11. */
export function structure({ release, files }: Target): Check {
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

/** Whether anything that identifies somebody is left in a file. Source: docs/attacks.md T-12. */
export function leaks({ files }: Target): Check {
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

/** What narratives and sentences give away of others. Source: docs/attacks.md T-13. */
export function narratives({ release, files, narratives: told }: Target): Check {
  const found = [
    ...leaksIn(files).filter((leak) => leak.includes('single actor')),
    ...narrativeFaults(release.tables, told),
  ];
  const planted = narrativeFaults(oneCell(), [PLANTED]);
  return {
    id: 'T-13',
    title: 'Narratives',
    passed: found.length === 0,
    result:
      found.length === 0
        ? `no sentence speaks of a single actor; less the actors of ${told.length} registered narratives, no small group can be attributed`
        : found.join('; '),
    control: {
      caught: planted.length === 2,
      result: `“${PLANTED.says}”, beside an exact count of three: ${planted.join('; ')}`,
    },
  };
}

/** The narrative of the control: its actor is one of three in a cell that is published nearly exactly. */
const PLANTED = { where: 'a case study', says: 'one account was banned', category: 'CBR', codes: ['BAN'], claimed: 1 };

/** A broken release of one cell whose noise is too small to hide anything. */
function oneCell(): MeasuredTable[] {
  const plain = { models: [], regions: false, review: false };
  return publicTables(plain).flatMap((table) =>
    table.id === 't2'
      ? [
          {
            table: { ...table, keys: [{ category: 'CBR', dim2: 'BAN' }], sigma2: fraction(1n, 100n) },
            measurements: [storedNoisyCount('3')],
          },
        ]
      : [],
  );
}

/** Whether a day was missing from what was counted. Source: docs/attacks.md T-18. */
export function completeness({ release: { quarter } }: Target): Check {
  const days = daysOf(quarter);
  const gap = days[40];
  const lost = SOURCES.flatMap((source) =>
    missingDays(
      quarter,
      SOURCES.flatMap((one) => days.map((day) => ({ source: one, day, records: 1_000 }))).filter(
        (one) => one.source !== source || one.day !== gap,
      ),
    ),
  );
  const idle = DETECTOR_NAMES.flatMap((detector) =>
    missingRuns(
      quarter,
      days.filter((day) => day !== gap).map((day) => ({ detector, day, byClock: true })),
    ),
  );
  return {
    id: 'T-18',
    title: 'Completeness',
    passed: true,
    result: `before the draw every day since the first record had usage in ${SOURCES.length} sources, and not almost none, and every detector in service had judged it`,
    control: {
      caught: lost.length === SOURCES.length && idle.length === DETECTOR_NAMES.length,
      result: `one day taken away is found in each of ${SOURCES.length} sources and for each of ${DETECTOR_NAMES.length} detectors, such as ${lost[0]}`,
    },
  };
}

/** A key for trying out signatures, the same for everybody; it signs nothing that is published. */
const TRIAL_KEY = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 1)]);

/** Whether an outsider can verify and rebuild the release. Source: docs/attacks.md T-19. */
export function outside({ release }: Target): Check {
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
