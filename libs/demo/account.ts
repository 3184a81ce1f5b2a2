import { DAY, SECOND } from './call.js';
import { CHAT_MODELS, CODE_MODELS, type Model } from './model.js';
import { drawnHome, drawnPlace, type Home, type NetworkKind, type Place } from './network.js';
import { mix32, type Random } from './random.js';
import type { Topic } from './vocabulary/topic.js';
import { TOPIC_SHARES, TOPICS } from './vocabulary/topics.js';
import { drawnVoice, type Voice } from './voice.js';

export type Plan = 'free' | 'pay-as-you-go' | 'team' | 'enterprise';

/** When an account works: in office hours, in the evening, or as a machine that never sleeps. */
export type Rhythm = 'office' | 'evening' | 'machine';

/** What a gateway logs of a call's text: nothing, the prompt alone, or prompt and completion. */
export type Texts = 'none' | 'prompt' | 'both';

/** A billing account and its habits. */
export interface Account {
  /** Counts from 0 over the whole world; names its streams of chance. */
  readonly number: number;
  readonly name: string;
  /** Absent for people who signed up alone. */
  readonly organization?: string;
  readonly project?: string;
  readonly keys: readonly string[];
  readonly plan: Plan;
  /** Milliseconds since 1970, and the same as RFC 3339. */
  readonly createdAt: number;
  readonly createdText: string;
  readonly place: Place;
  readonly homes: readonly Home[];
  readonly source: string;
  readonly sdk: string;
  readonly userAgent: string;
  readonly fingerprint: string;
  /** Its gateway logs user agent, client fingerprint and provider too. */
  readonly verbose: boolean;
  readonly models: readonly Model[];
  readonly voice: Voice;
  readonly rhythm: Rhythm;
  readonly streams: boolean;
  readonly cachesPrompts: boolean;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly paidUsd: number;
  /** Which texts its gateway logs. */
  readonly texts: Texts;
  readonly payment?: string;
}

/** What is fixed about an account before chance fills the rest. */
export interface AccountWish {
  readonly plan?: Plan;
  /** Age when the world starts, days; may be negative for accounts that sign up later. */
  readonly ageDays?: number;
  readonly topic?: Topic;
  readonly network?: NetworkKind;
  readonly homes?: readonly Home[];
  readonly place?: Place;
  readonly rhythm?: Rhythm;
  readonly organization?: string;
  readonly sdk?: string;
  readonly fingerprint?: string;
  readonly payment?: string;
  readonly keys?: number;
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly texts?: Texts;
  /** Overrides what a plan of this kind usually has paid so far, US dollars. */
  readonly paidUsd?: number;
}

const PLANS: readonly Plan[] = ['free', 'pay-as-you-go', 'team', 'enterprise'];
const SOURCES = ['gateway-eu', 'gateway-us', 'gateway-asia'];
const SDKS = [
  'aurel-python/3.4.1',
  'aurel-python/3.2.0',
  'aurel-node/2.9.0',
  'aurel-go/1.7.3',
  'quill-js/0.14.2',
  'plain-http',
  'aurel-java/1.3.0',
];
const PLATFORMS = ['Linux x86_64', 'Linux aarch64', 'macOS 15.6', 'Windows 11', 'Android 16', 'container'];

/**
 * Draws an account.
 *
 * @param number  counts from 0; no two accounts of a world share it
 * @param from    start of the world, milliseconds
 */
export function drawnAccount(number: number, from: number, world: Random, wish: AccountWish = {}): Account {
  const random = world.fork(1, number);
  const plan = wish.plan ?? random.weighted(PLANS, [45, 35, 15, 5]);
  const place = wish.place ?? drawnPlace(random);
  const topic = wish.topic ?? random.weighted(TOPICS, TOPIC_SHARES);
  const machine = plan === 'enterprise' || (plan === 'team' && random.chance(0.6)) || random.chance(0.2);
  const network =
    wish.network ?? (machine ? 'hosting' : random.weighted(['residential', 'mobile', 'vpn'] as const, [75, 20, 5]));
  const ageDays =
    wish.ageDays ?? Math.min(1_500, random.exponential(plan === 'free' ? 180 : 380)) - (random.chance(0.06) ? 25 : 0);
  const createdAt = Math.floor((from - ageDays * DAY) / SECOND) * SECOND;
  const paidUsd = wish.paidUsd ?? paidSoFar(plan, random);
  const texts =
    wish.texts ?? random.weighted(['none', 'prompt', 'both'] as const, machine ? [64, 14, 22] : [48, 23, 29]);
  const temperature = wish.temperature ?? (random.chance(0.4) ? random.pick([0, 0.2, 0.3, 0.7, 1]) : undefined);
  const maxTokens = wish.maxTokens ?? (random.chance(0.4) ? random.pick([256, 512, 1_024, 2_048]) : undefined);
  const payment = wish.payment ?? (plan === 'free' ? undefined : `pay_${random.hex(12)}`);
  const organization = wish.organization ?? (plan === 'free' ? undefined : `org_${random.hex(8)}`);
  const sdk = wish.sdk ?? random.pick(SDKS);
  const project = plan === 'team' || plan === 'enterprise' ? { project: `proj_${random.hex(8)}` } : {};
  return {
    number,
    name: `acct_${mix32(number + 0x51ed27)
      .toString(36)
      .padStart(7, '0')}`,
    ...(organization === undefined ? {} : { organization }),
    ...project,
    keys: Array.from(
      { length: wish.keys ?? random.weighted([1, 2, 3, 4, 5], [60, 22, 10, 5, 3]) },
      () => `key_${random.hex(10)}`,
    ),
    plan,
    createdAt,
    createdText: new Date(createdAt).toISOString().replace('.000Z', 'Z'),
    place,
    homes: wish.homes ?? drawnHomes(network, place.country, random),
    source: random.weighted(SOURCES, place.country === 'US' ? [1, 8, 1] : [6, 2, 2]),
    sdk,
    userAgent: `${sdk} (${random.pick(PLATFORMS)})`,
    fingerprint: wish.fingerprint ?? `t13d${random.hex(12)}`,
    verbose: random.chance(0.35),
    models: random.sample(topic.code ? CODE_MODELS : CHAT_MODELS, random.between(1, 2)),
    voice: drawnVoice(topic, random),
    rhythm:
      wish.rhythm ??
      (machine
        ? random.weighted(['machine', 'office'] as const, [6, 4])
        : random.weighted(['office', 'evening'] as const, [6, 4])),
    streams: random.chance(0.5),
    cachesPrompts: random.chance(0.2),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    paidUsd,
    texts,
    ...(payment === undefined ? {} : { payment }),
  };
}

function paidSoFar(plan: Plan, random: Random): number {
  return plan === 'free' ? 0 : Math.round(random.logNormal(plan === 'enterprise' ? 8 : 4, 1.1) * 100) / 100;
}

function drawnHomes(kind: NetworkKind, country: string, random: Random): Home[] {
  const homes = [drawnHome(kind, country, random)];
  if (kind === 'residential' && random.chance(0.5)) homes.push(drawnHome('mobile', country, random));
  if (kind === 'hosting' && random.chance(0.3)) homes.push(drawnHome('hosting', country, random));
  return homes;
}
