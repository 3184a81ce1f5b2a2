import { beforeAll, describe, expect, it } from 'vitest';
import { defang } from '../../apps/console/web/incident/defang.js';
import { templateOf } from '../../apps/console/web/incident/template-of.js';
import { patternsInSources, type SourcePattern } from '../support/patterns-in-sources.js';
import { PATIENCE, times } from './counted.js';

/** Characters of a text that somebody wrote to keep us busy. */
const LONG = 50_000;

/** Characters at which patterns that take exponential or cubic time show it, and end soon enough to be told of. */
const SHORT = 24;
const MIDDLE = 1_500;

/** Milliseconds of processor that one text may take a pattern. */
const MOST = 50;

/** Of the repeated pieces, how many of the slowest are tried at full length. */
const SLOWEST = times(2, 12);

/** What texts are made of beside the pieces of the pattern itself. */
const USUAL = [
  'a',
  'A',
  '0',
  ' ',
  '.',
  '-',
  '_',
  '/',
  '\n',
  '"',
  '\\',
  '=',
  ':',
  '@',
  '<',
  '%',
  'é',
  '\u3000',
  'a.',
  'a ',
  '0.',
];

/** Patterns that take longer the square of a text, and whose texts nobody else writes. */
const OF_OUR_OWN: Readonly<Record<string, string>> = {
  'apps/engine/native-frames.ts': 'types of columns, as the engine writes them',
  'apps/ingest/describe-doors.ts': 'paths of our own doors',
  'apps/publish/plan-release.ts': 'versions that we gave',
  'apps/publish/site/interval-chart.ts': 'a chart that was drawn a line before',
  'libs/detect/evaluation/csv-table.ts': 'a labelled file that whoever evaluates names',
  'libs/detect/limit-hammering/limit-hammering.ts': 'the digits of one number',
  'libs/detect/usage-spike/usage-spike.ts': 'the digits of one number',
  'libs/publish/attack/leaks.ts': 'files of a release before it is signed',
  'libs/warehouse/render.ts': 'migrations',
  'libs/warehouse/retention.ts': 'migrations',
};

let patterns: readonly SourcePattern[];
beforeAll(async () => {
  patterns = await patternsInSources();
});

describe('a text made to keep a pattern busy', () => {
  it(
    'takes none of the patterns in our sources longer than 50 ms, however it is repeated',
    () => {
      expect(patterns.length).toBeGreaterThan(200);
      const slow = patterns.flatMap(({ pattern, files }) => {
        if (files.every((file) => file in OF_OUR_OWN)) return [];
        const worst = slowest(pattern);
        return worst === undefined ? [] : [`${pattern} in ${files.join(', ')}: ${JSON.stringify(worst)}`];
      });
      expect(slow).toEqual([]);
    },
    PATIENCE,
  );

  it('is found where a pattern tries each way to cut it', () => {
    expect(slowest(/^(a+)+$/)?.slice(0, 4)).toEqual(['', 'a', '\u0001', SHORT]);
  });

  it.each([
    ['dots between capitals', 'a.Aa'.repeat(LONG / 4)],
    ['doors and then such dots', `${'https://'.repeat(LONG / 16)} ${'a.Aa'.repeat(LONG / 8)}`],
    ['addresses that never end', `a@${'a'.repeat(LONG)}`],
    ['addresses of many parts', `a@${'a.'.repeat(LONG / 2)}`],
    ['blanks', ' '.repeat(LONG)],
    ['one word', 'a'.repeat(LONG)],
    ['many words', 'a b '.repeat(LONG / 4)],
  ])('keeps no page that shows it waiting: %s', (_, text) => {
    expect(processorMilliseconds(() => defang(text))).toBeLessThan(MOST);
    expect(processorMilliseconds(() => templateOf([text, `${text}b`]))).toBeLessThan(MOST);
  });
});

/** A text that takes a pattern too long, by how it begins, what it repeats and how it ends; undefined when none was found. */
function slowest(pattern: RegExp): readonly unknown[] | undefined {
  const tried: {
    readonly took: number;
    readonly text: (length: number) => string;
    readonly shape: readonly string[];
  }[] = [];
  for (const piece of piecesOf(pattern)) {
    for (const [head, tail] of [
      ['', ''],
      ['', '\u0001'],
      ['x', '\u0001'],
    ] as const) {
      const shape = [head, piece, tail];
      const text = (length: number) => `${head}${piece.repeat(Math.ceil(length / piece.length))}${tail}`;
      for (const length of [SHORT, MIDDLE]) {
        const took = processorMilliseconds(() => pattern.test(text(length)));
        if (took > MOST) return [...shape, length, took];
        if (length === MIDDLE) tried.push({ took, text, shape });
      }
    }
  }
  tried.sort((one, other) => other.took - one.took);
  for (const { text, shape } of tried.slice(0, SLOWEST)) {
    const long = text(LONG);
    const took = processorMilliseconds(() => pattern.test(long));
    if (took > MOST) return [...shape, LONG, took];
  }
  return undefined;
}

/** Usual pieces, and those that the pattern asks for by its own letters. */
function piecesOf({ source }: RegExp): Set<string> {
  const own = source
    .replace(/\\[pP]\{[^}]*\}|\\[dDwWsSbB]|\(\?[:=!<]*|[\^$()[\]{}|?*+]/g, '\n')
    .replace(/\\(.)/g, '$1')
    .split('\n')
    .filter((piece) => piece !== '')
    .slice(0, 8);
  return new Set([...USUAL, ...own, ...own.map((piece) => `${piece}a`), own.slice(0, 3).join('') || 'b']);
}

/** The least of three, so that a machine with other work is not taken for a slow pattern. */
function processorMilliseconds(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 && least > MOST; round++) {
    const before = process.cpuUsage();
    work();
    least = Math.min(least, process.cpuUsage(before).user / 1_000);
  }
  return least;
}
