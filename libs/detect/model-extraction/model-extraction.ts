import type { Detector, Finding } from '#detect/detector';
import { inTurn } from '#detect/in-turn';
import { listed } from '#detect/listed';
import { type Harvest, harvest, LEAST_ORIGINAL } from './harvest.js';
import { LEAST_PARTIES, type Pool, pools } from './pool.js';
import { Row } from './row.js';

/** Share of the calls with one setting from which a program asks, and not people. */
const SAME_SETTINGS = 0.9;

/** Signs beside parameters, long answers and original prompts; strangers with one popular program show four. */
const LEAST_SIGNS = 5;

/** Accounts and signs from which something may be done; they must be young, since old customers may have agreed on it. */
const ACTED_ON = { accounts: 5, signs: 6 } as const;

/** Accounts of a pool whose log has no texts, and tokens of its mean answer. */
const WITHOUT_TEXTS = { accounts: 5, output: 1_000 } as const;

/** Served calls and signs of an account on its own: every sign that one account can show. */
const ALONE = { calls: 500, signs: 5, output: 2 } as const;

/** Days from which a paying, verified organisation is a customer of long standing, who may have agreed on it. */
const ESTABLISHED = 180;

/** Records shown. */
const SHOWN = 50;

/**
 * Model extraction: accounts that ask for long answers about everything, in one template, to train a model on them.
 *
 * A template with long answers is what any product has, and a popular program has it in the hands of many strangers. What
 * gives a pool away is that its accounts are dealt equal shares, or have more in common than a program, and never ask twice.
 * Accounts of one verified organisation are a customer, and one of long standing may have agreed on it.
 *
 * Public cases: "Detecting and preventing distillation attacks" (Anthropic, February 2026), distillation attempts on Gemini
 * (Google Threat Intelligence Group, February 2026).
 */
export const modelExtraction: Detector<Row> = {
  name: 'model-extraction',
  version: 1,
  category: 'MOD',
  family: 'GRF',
  severity: 'high',
  everyHours: 24,
  // Three days, so that accounts with a few calls a day show their template too.
  spanHours: 72,
  judges: 'windows',
  catches:
    'Three or more accounts of different owners that ask about everything in one template with one setting, and are dealt equal shares or share payment, network, client or hour of sign-up; and a young account that does so by itself around the clock.',
  misses:
    'Answers under 500 tokens on average or shorter than their prompts, pools that vary template and parameters, pools without texts whose accounts share no trait, organisations that have paid for half a year, and accounts with fewer than 20 calls in three days.',
  mistakes:
    'A maker of training data that spreads an agreed project over accounts without telling the gateway that they are its own, and a new customer who writes a catalogue of everything.',
  measures: {
    accounts: {
      unit: 'accounts',
      report: 1,
      act: ACTED_ON.accounts,
      note: `${LEAST_PARTIES} owners unless one account shows every sign`,
    },
    records: { unit: 'served calls' },
    signs: { unit: 'signs', report: LEAST_SIGNS, act: ACTED_ON.signs },
    same_settings: { unit: '0..1 of the calls', report: SAME_SETTINGS, act: SAME_SETTINGS },
    original: { unit: '0..1 of the prompts', report: LEAST_ORIGINAL, act: LEAST_ORIGINAL },
    template_words: { unit: 'words that three of four prompts have' },
    repeated: { unit: '0..1 of the other words' },
    dispersion: { unit: 'variance over mean of the calls of one day' },
    input_tokens: { unit: 'tokens a call' },
    output_tokens: { unit: 'tokens a call' },
    age_days: { unit: 'days since sign-up, median of the accounts that say' },
    score: { unit: 'signs times the logarithm of a million output tokens' },
  },
  sql: new URL('./model-extraction.sql', import.meta.url),
  row: Row,
  judge(rows) {
    const strangers = rows.filter((row) => !isEstablished(row));
    const named = new Set<string>();
    const together = pools(strangers).flatMap((pool) => {
      if (pool.rows.some(({ account }) => named.has(account))) return [];
      const found = ofPool(pool);
      if (found.length > 0) for (const { account } of pool.rows) named.add(account);
      return found;
    });
    const alone = strangers
      .sort((a, b) => (a.account < b.account ? -1 : 1))
      .flatMap((row) => (named.has(row.account) ? [] : ofOne(row)));
    return [...together, ...alone].sort((a, b) => (a.subject.id < b.subject.id ? -1 : 1));
  },
};

function isEstablished({ organization, is_paying, age }: Row): boolean {
  return organization !== '' && is_paying > 0 && age >= ESTABLISHED;
}

function ofPool(pool: Pool): Finding[] {
  const seen = harvest(pool);
  const { signs, sameSettings, original, output } = seen;
  if (sameSettings < SAME_SETTINGS || original < LEAST_ORIGINAL) return [];
  if (!signs.has('equal shares') && !signs.has('shared traits')) return [];
  const isTold = signs.has('one template') && signs.size >= LEAST_SIGNS;
  const isMute =
    pool.rows.every(({ prompts }) => prompts === 0) &&
    pool.rows.length >= WITHOUT_TEXTS.accounts &&
    output >= WITHOUT_TEXTS.output &&
    signs.has('equal shares') &&
    signs.has('shared traits');
  if (!isTold && !isMute) return [];
  const isActedOn =
    isTold && signs.has('young accounts') && pool.rows.length >= ACTED_ON.accounts && signs.size >= ACTED_ON.signs;
  return [finding(pool, seen, isActedOn ? 'act' : 'report')];
}

function ofOne(row: Row): Finding[] {
  const pool = { rows: [row], templated: 1, ties: [] };
  const seen = harvest(pool);
  const { signs, sameSettings, original, input, output } = seen;
  if (row.calls < ALONE.calls || signs.size < ALONE.signs || output < ALONE.output * input) return [];
  return sameSettings < SAME_SETTINGS || original < LEAST_ORIGINAL ? [] : [finding(pool, seen, 'report')];
}

function finding({ rows, ties }: Pool, seen: Harvest, point: Finding['point']): Finding {
  const records = rows.reduce((sum, { calls }) => sum + calls, 0);
  const [first] = rows as [Row];
  const who =
    rows.length === 1
      ? 'one account'
      : `${rows.length} accounts${ties.length === 0 ? '' : ` with the same ${listed(ties)}`}`;
  return {
    subject: rows.length === 1 ? { kind: 'account', id: first.account } : { kind: 'campaign', id: founder(rows) },
    score: seen.signs.size * Math.log1p((records * seen.output) / 1_000_000),
    point,
    because:
      `${who} made ${records} calls with one setting and answers of ${Math.round(seen.output)} tokens: ` +
      listed([...seen.signs].filter((sign) => sign !== 'shared traits')),
    numbers: {
      accounts: rows.length,
      records,
      signs: seen.signs.size,
      same_settings: seen.sameSettings,
      original: seen.original,
      template_words: seen.templateWords,
      repeated: seen.repeated,
      dispersion: seen.dispersion,
      input_tokens: seen.input,
      output_tokens: seen.output,
      ...(seen.age === undefined ? {} : { age_days: seen.age }),
    },
    evidence: inTurn(
      rows.map(({ evidence }) => evidence),
      SHOWN,
    ),
    ...(rows.length === 1
      ? {}
      : { members: rows.map((row) => ({ account: row.account, records: row.calls, tie: tie(row) })) }),
  };
}

function tie({ calls, output, skeleton }: Row): string {
  const template = skeleton.length === 0 ? '' : `, ${skeleton.length} words in three of four prompts`;
  return `${calls} calls with the pool's setting and answers of ${output} tokens${template}`;
}

/** First record of the account that began first. */
function founder(rows: readonly Row[]): string {
  const first = rows.reduce((a, b) => (a.began < b.began || (a.began === b.began && a.account < b.account) ? a : b));
  return first.evidence[0] ?? '';
}
