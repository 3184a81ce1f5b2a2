import type { Account } from './account.js';
import type { Home } from './network.js';
import type { Random } from './random.js';

/**
 * One usage record before it is written down, with `at` still in milliseconds.
 *
 * `id` is given at the end, in order of time.
 */
export interface Call {
  source: string;
  id: string;
  /** Milliseconds since 1970, UTC. */
  at: number;
  account: string;
  [field: string]: unknown;
}

/** One day of the world. */
export interface Day {
  /** Counts from 0. */
  readonly index: number;
  /** Midnight UTC, milliseconds. */
  readonly from: number;
  /** 0 Sunday to 6 Saturday. */
  readonly weekday: number;
}

/** Everything one subject does on one day, in any order. */
export type Traffic = (day: Day) => Call[];

/** Milliseconds of a day, an hour, a minute and a second. */
export const DAY = 86_400_000;
export const HOUR = 3_600_000;
export const MINUTE = 60_000;
export const SECOND = 1_000;

/** What a call says beyond its account's habits. */
export interface Wish {
  readonly status?: number;
  readonly error?: string;
  readonly limitType?: string;
  readonly prompt?: string;
  readonly completion?: string;
  readonly finish?: string;
  /** Fields written as they are, over the account's habits. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly home?: Home;
}

/** Tokens a word of English takes with common tokenisers. */
const TOKENS_A_WORD = 1.35;

/**
 * Writes down one call of an account as its gateway would log it.
 *
 * A refused call has no output, no cost and no text: the gateway turns it away before it reads the body.
 */
export function called(account: Account, at: number, random: Random, wish: Wish = {}): Call {
  const status = wish.status ?? 200;
  const served = status === 200;
  const home =
    wish.home ?? (account.homes.length === 1 || random.chance(0.75) ? account.homes[0] : random.pick(account.homes));
  if (home === undefined) throw new RangeError('called requires an account with a home network');
  const model = account.models.length === 1 || random.chance(0.8) ? account.models[0] : random.pick(account.models);
  if (model === undefined) throw new RangeError('called requires an account with a model');
  const call: Call = {
    source: account.source,
    id: '',
    at: Math.floor(at),
    account: account.name,
    key: random.pick(account.keys),
    ip: home.ip(random),
    asn: home.asn,
    country: home.country,
    network_class: home.kind,
    sdk: account.sdk,
    model: model.name,
    operation: model.operation,
    status,
    plan: account.plan,
    account_created_at: account.createdText,
  };
  if (account.organization !== undefined) call.organization = account.organization;
  if (account.project !== undefined) call.project = account.project;
  // A refused call is turned away at the door, before anybody looks up who pays.
  if (served && account.verbose) {
    call.user_agent = account.userAgent;
    call.client_fingerprint = account.fingerprint;
    call.provider = model.provider;
  }
  if (served && account.paidUsd > 0) call.paid_usd = account.paidUsd;
  if (served && account.payment !== undefined) call.payment_fingerprint = account.payment;
  const words = wish.prompt === undefined ? 0 : wordsIn(wish.prompt);
  const input = Math.max(model.inputTokens(random), Math.ceil(words * TOKENS_A_WORD) + 8);
  if (wish.error !== undefined) call.error = wish.error;
  if (wish.limitType !== undefined) call.limit_type = wish.limitType;
  if (!served) {
    call.duration_ms = random.between(2, 90);
  } else {
    const output =
      wish.completion === undefined
        ? model.outputTokens(random)
        : Math.ceil(wordsIn(wish.completion) * TOKENS_A_WORD) + 3;
    call.input_tokens = input;
    call.output_tokens = output;
    if (account.cachesPrompts && random.chance(0.6)) call.cached_tokens = Math.floor(input * random.within(0.2, 0.8));
    call.cost_usd = Math.round(input * model.inputMicroUsd + output * model.outputMicroUsd) / 1_000_000;
    call.duration_ms = Math.round(180 + output * model.msPerToken * random.within(0.7, 1.6));
    if (account.streams) {
      call.stream = true;
      call.time_to_first_token_ms = Math.min(
        call.duration_ms as number,
        Math.round(120 + input * 0.05 * random.within(0.5, 2)),
      );
    }
    if (account.temperature !== undefined) call.temperature = account.temperature;
    if (account.maxTokens !== undefined) call.max_tokens = account.maxTokens;
    call.finish_reason = wish.finish ?? (output >= (account.maxTokens ?? 4_096) ? 'length' : 'stop');
    if (wish.prompt !== undefined) call.prompt = wish.prompt;
    if (wish.completion !== undefined) call.completion = wish.completion;
  }
  return wish.fields === undefined ? call : Object.assign(call, wish.fields);
}

/** A call that a limit turned away. */
export function limited(account: Account, at: number, random: Random, limitType = 'requests'): Call {
  return called(account, at, random, { status: 429, error: 'rate_limit_exceeded', limitType });
}

function wordsIn(text: string): number {
  let words = 1;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) === 32) words++;
  return words;
}
