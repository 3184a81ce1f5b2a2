import type { Detector, Finding } from '#detect/detector';
import { logLikelihoodRatio } from '#statistics/sequential-test';
import { type Chain, chains } from './chain.js';
import { Row } from './row.js';

/** Different texts that must be filtered in a chain: the first and two more. Who is curious asks once or twice again. */
const LEAST_WORDINGS = 3;

/** Share of the tries that must be filtered: a job whose items are filtered now and then goes on whatever is answered. */
const LEAST_FILTERED = 0.75;

/** Different texts from which a chain that never gets through is a job with unwelcome items: a person gives up before. */
const A_JOB = 40;

/** Texts asked in other words, in all chains together and in one alone, before somebody looks. */
const REPORTED = { reworded: 6, alone: 6, chains: 2 } as const;

/** Filtered tries, calls after them and the most of those that may be filtered, where a chain alone shows a filter got round. */
const GOT_ROUND = { tries: 5, after: 5, filtered: 0.1 } as const;

/** Chains, those that got an answer, and texts asked in other words from which something may be done. */
const ACTED_ON = { chains: 3, through: 2, reworded: 12 } as const;

/** Subjects tried in one day from which an established organisation tests the filter itself, which is its business. */
const A_TEST = 8;

/** Shares of filtered calls of whoever asks for what is allowed, and of whoever insists on what is not. */
const ORDINARY = 0.05;
const INSISTING = 0.8;

/** Records shown. */
const SHOWN = 50;

/**
 * Filter evasion: an account asks in other words, again and again, for what was filtered or refused, until it is answered.
 *
 * One text sent twice is a client that repeats itself and counts once. The same words in disguised letters count as another
 * text, for that is how a filter is got round.
 *
 * Public cases: reconnaissance under the pretext of a contest (Google Threat Intelligence Group, "Adversarial misuse of
 * generative AI", January 2025, and its update of November 2025), filters got round by disguised letters (Microsoft Digital
 * Crimes Unit, Storm-2139, February 2025), false negatives after translation (Anthropic, "Clio", December 2024).
 */
export const filterEvasion: Detector<Row> = {
  name: 'filter-evasion',
  version: 1,
  category: 'MOD',
  family: 'BEH',
  severity: 'medium',
  everyHours: 24,
  // Half a day more than the spacing, so that every chain under twelve hours lies whole in some window.
  spanHours: 36,
  judges: 'windows',
  catches:
    'An account that words a filtered or refused prompt anew within ten minutes, three texts or more each time, or disguises its letters until the filter lets it pass.',
  misses:
    'Prompts that are not logged or wholly rewritten, retries by another account, fewer than four filtered calls in 36 hours or under a hundredth of all, and disguises that keep the length of the text and its words.',
  mistakes:
    'A person whose harmless request a filter misreads again and again, and a small red team that is no established organisation.',
  measures: {
    records: { unit: 'calls in chains of retries' },
    calls: { unit: 'calls with a logged prompt' },
    chains: {
      unit: 'chains of three filtered texts or more',
      report: 1,
      act: ACTED_ON.chains,
      note: `one alone is reported from ${REPORTED.alone} texts in other words on, or when ${GOT_ROUND.after} calls pass after ${GOT_ROUND.tries} filtered ones`,
    },
    reworded: { unit: 'texts in other words, in several chains', report: REPORTED.reworded, act: ACTED_ON.reworded },
    through: { unit: 'chains that got an answer', act: ACTED_ON.through },
    filtered_before: { unit: '0..1 of the tries', report: LEAST_FILTERED, act: LEAST_FILTERED },
    filtered_after: { unit: '0..1 of the calls that followed in the same words' },
    score: { unit: 'nats of evidence' },
  },
  sql: new URL('./filter-evasion.sql', import.meta.url),
  row: Row,
  judge(rows) {
    return [...rows].sort((a, b) => (a.account < b.account ? -1 : 1)).flatMap((row) => finding(row));
  },
};

function finding({ account, is_established, calls, asked }: Row): Finding[] {
  const all = chains(asked);
  if (is_established > 0 && all.length >= A_TEST) return [];
  const stubborn = all.filter(isStubborn);
  const reworded = sum(stubborn.map(rewordings));
  const isMany = reworded >= REPORTED.reworded && stubborn.length >= REPORTED.chains;
  if (!isMany && !stubborn.some((chain) => rewordings(chain) >= REPORTED.alone || isGotRound(chain))) return [];
  const through = stubborn.filter(({ isThrough }) => isThrough).length;
  const tries = stubborn.flatMap((chain) => chain.tries);
  const after = stubborn.flatMap((chain) => chain.after);
  const stopped = filtered(tries);
  const isActedOn =
    is_established === 0 &&
    stubborn.length >= ACTED_ON.chains &&
    through >= ACTED_ON.through &&
    reworded >= ACTED_ON.reworded;
  return [
    {
      subject: { kind: 'account', id: account },
      score: logLikelihoodRatio(stopped, tries.length, ORDINARY, INSISTING),
      point: isActedOn ? 'act' : 'report',
      because:
        `asked in other words ${reworded} times after ${stubborn.length} ${stubborn.length === 1 ? 'prompt was' : 'prompts were'} ` +
        `filtered or refused, and got an answer to ${through}`,
      numbers: {
        records: tries.length + after.length,
        calls,
        chains: stubborn.length,
        reworded,
        through,
        filtered_before: stopped / tries.length,
        filtered_after: after.length === 0 ? 0 : filtered(after) / after.length,
      },
      evidence: evidence(stubborn),
    },
  ];
}

function isStubborn({ wordings, filtered: share, isThrough }: Chain): boolean {
  return wordings >= LEAST_WORDINGS && share >= LEAST_FILTERED && (isThrough || wordings <= A_JOB);
}

/** Whether the filter let the same thing pass all the time once it was worded or written otherwise. */
function isGotRound({ tries, after, isThrough }: Chain): boolean {
  return (
    isThrough &&
    filtered(tries) >= GOT_ROUND.tries &&
    after.length >= GOT_ROUND.after &&
    filtered(after) <= GOT_ROUND.filtered * after.length
  );
}

/** Texts of a chain beyond the first; the one that got through counts too. */
function rewordings({ wordings, isThrough }: Chain): number {
  return wordings - 1 + (isThrough ? 1 : 0);
}

function filtered(calls: Chain['tries']): number {
  return calls.filter(({ end }) => end === 'filtered').length;
}

/** The tries of every chain in turn and the first call after them, which shows what they led to. */
function evidence(stubborn: readonly Chain[]): string[] {
  const each = Math.max(2, Math.floor(SHOWN / stubborn.length));
  return stubborn
    .flatMap(({ tries, after }) => [...tries.slice(0, each - 1), ...after.slice(0, 1)])
    .map(({ record }) => record)
    .slice(0, SHOWN);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
