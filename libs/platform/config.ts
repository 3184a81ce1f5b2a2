import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type ProviderSettings, providerOf, SIGN_IN_SETTINGS } from './sign-in-settings.js';

const days = (fallback: number) => z.coerce.number().int().min(1).max(3_650).default(fallback);
const flag = z
  .enum(['0', '1', 'true', 'false', ''])
  .default('0')
  .transform((value) => value === '1' || value === 'true');
const address = (protocols: readonly string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be a URL starting with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const isNetwork = (text: string) => {
  const [address = '', bits = ''] = text.split('/');
  const family = isIP(address);
  return family !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
};

const networks = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((network) => network.trim() || []))
  .refine((given) => given.every(isNetwork), { error: 'must be networks such as 10.0.0.0/8, with commas between' });

/** Every setting: its variable, unit, bounds and default. */
const Environment = z.object({
  /** Folder of everything an installation keeps. */
  USEWATCH_DATA_DIR: z.string().min(1).default('./.usewatch'),
  /** TCP port of the service on loopback. */
  USEWATCH_PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  /** Address the service listens on. */
  USEWATCH_HOST: z.string().min(1).default('127.0.0.1'),
  /** Networks of proxies whose `x-forwarded-for` is believed, such as `10.0.0.0/8,fd00::/8`; none when empty. */
  USEWATCH_TRUSTED_PROXIES: networks,
  /** A ClickHouse server or cluster; absent: our own engine is started. */
  CLICKHOUSE_URL: address(['http:', 'https:']).optional(),
  /** Name of the cluster behind CLICKHOUSE_URL; absent: one node. */
  CLICKHOUSE_CLUSTER: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional(),
  /** Who asks questions on a named server; absent: the owner of CLICKHOUSE_URL. */
  CLICKHOUSE_READER: z.string().min(1).optional(),
  CLICKHOUSE_READER_PASSWORD: z.string().default(''),
  /** TCP port on loopback at which the embedded engine answers its reader user, such as Grafana; absent: none. */
  USEWATCH_CLICKHOUSE_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  /** Main database; the private one is called after it. */
  USEWATCH_DATABASE: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,40}$/)
    .default('usewatch'),
  /** A PostgreSQL server; absent: our own is started. */
  DATABASE_URL: address(['postgres:', 'postgresql:']).optional(),
  /** Days from receipt. */
  USEWATCH_KEEP_USAGE_DAYS: days(400),
  USEWATCH_KEEP_FINGERPRINT_DAYS: days(120),
  USEWATCH_KEEP_WORDS_DAYS: days(30),
  USEWATCH_KEEP_TEXT_DAYS: days(30),
  USEWATCH_KEEP_QUARANTINE_DAYS: days(7),
  /** Whether prompts and completions are kept at all. */
  USEWATCH_RETAIN_TEXT: flag,
  /** Seconds a record may lie ahead of the clock. */
  USEWATCH_FUTURE_SECONDS: z.coerce.number().int().min(0).max(86_400).default(3_600),
  /** JSON file that says where OpenTelemetry attributes hold account, key and the like; absent: the defaults. */
  USEWATCH_OTLP_MAPPING: z.string().min(1).optional(),
  /** Seconds between two looks for windows that are due. */
  USEWATCH_DETECT_EVERY_SECONDS: z.coerce.number().int().min(1).max(86_400).default(30),
  /** Networks of one's own that receivers of webhooks may lie in, such as `10.0.0.0/8`; the open internet alone when empty. */
  USEWATCH_WEBHOOK_NETWORKS: networks,
  ...SIGN_IN_SETTINGS,
  /** Instant a demonstration's clock stands at. */
  USEWATCH_DEMO_CLOCK: z.iso.datetime().optional(),
  NODE_ENV: z.string().default('development'),
});

/** Settings of one installation, parsed once at start. */
export interface Config {
  readonly dataDirectory: string;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** CIDRs. */
    readonly trustedProxies: readonly string[];
  };
  readonly warehouse: {
    readonly url?: string;
    readonly cluster?: string;
    readonly reader?: { readonly username: string; readonly password: string };
    /** Where dashboards read the embedded engine. */
    readonly readerPort?: number;
    readonly database: string;
    readonly days: {
      readonly usage: number;
      readonly fingerprint: number;
      readonly words: number;
      readonly text: number;
      readonly quarantine: number;
    };
  };
  readonly casebook: { readonly url?: string };
  readonly ingest: { readonly retainText: boolean; readonly futureSeconds: number; readonly mapping?: string };
  readonly detect: { readonly everySeconds: number };
  /** Networks of one's own that receivers of webhooks may lie in, CIDRs. */
  readonly enforce: { readonly webhookNetworks: readonly string[] };
  /** The provider that people sign in by beside passwords. */
  readonly signIn: { readonly oidc?: ProviderSettings };
  /** Whether weak settings and demonstrations are refused. */
  readonly production: boolean;
  /** Instant the demonstration's clock stands at; absent in any real installation. */
  readonly demoClock?: Date;
}

/** The settings cannot be used; every fault is named. */
class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads every setting.
 *
 * @param environment  variables by name, such as `process.env`
 * @throws {ConfigError} naming every fault at once
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (parsed.success && parsed.data.USEWATCH_DEMO_CLOCK !== undefined && parsed.data.NODE_ENV === 'production') {
    faults.push('USEWATCH_DEMO_CLOCK: a production installation runs on the real clock; unset it or NODE_ENV');
  }
  if (
    parsed.success &&
    parsed.data.USEWATCH_CLICKHOUSE_PORT !== undefined &&
    parsed.data.CLICKHOUSE_URL !== undefined
  ) {
    faults.push(
      'USEWATCH_CLICKHOUSE_PORT: only the embedded engine has it; let dashboards read the server of CLICKHOUSE_URL, or unset one of both',
    );
  }
  const oidc = parsed.success ? providerOf(parsed.data, faults) : undefined;
  if (!parsed.success || faults.length > 0) {
    throw new ConfigError(`settings cannot be used; mend these and start again:\n  ${faults.join('\n  ')}`);
  }
  const e = parsed.data;
  return {
    dataDirectory: resolve(e.USEWATCH_DATA_DIR),
    http: { host: e.USEWATCH_HOST, port: e.USEWATCH_PORT, trustedProxies: e.USEWATCH_TRUSTED_PROXIES },
    warehouse: {
      ...(e.CLICKHOUSE_URL === undefined ? {} : { url: e.CLICKHOUSE_URL }),
      ...(e.CLICKHOUSE_CLUSTER === undefined ? {} : { cluster: e.CLICKHOUSE_CLUSTER }),
      ...(e.CLICKHOUSE_READER === undefined
        ? {}
        : { reader: { username: e.CLICKHOUSE_READER, password: e.CLICKHOUSE_READER_PASSWORD } }),
      ...(e.USEWATCH_CLICKHOUSE_PORT === undefined ? {} : { readerPort: e.USEWATCH_CLICKHOUSE_PORT }),
      database: e.USEWATCH_DATABASE,
      days: {
        usage: e.USEWATCH_KEEP_USAGE_DAYS,
        fingerprint: e.USEWATCH_KEEP_FINGERPRINT_DAYS,
        words: e.USEWATCH_KEEP_WORDS_DAYS,
        text: e.USEWATCH_KEEP_TEXT_DAYS,
        quarantine: e.USEWATCH_KEEP_QUARANTINE_DAYS,
      },
    },
    casebook: e.DATABASE_URL === undefined ? {} : { url: e.DATABASE_URL },
    ingest: {
      retainText: e.USEWATCH_RETAIN_TEXT,
      futureSeconds: e.USEWATCH_FUTURE_SECONDS,
      ...(e.USEWATCH_OTLP_MAPPING === undefined ? {} : { mapping: resolve(e.USEWATCH_OTLP_MAPPING) }),
    },
    detect: { everySeconds: e.USEWATCH_DETECT_EVERY_SECONDS },
    enforce: { webhookNetworks: e.USEWATCH_WEBHOOK_NETWORKS },
    signIn: oidc === undefined ? {} : { oidc },
    production: e.NODE_ENV === 'production',
    ...(e.USEWATCH_DEMO_CLOCK === undefined ? {} : { demoClock: new Date(e.USEWATCH_DEMO_CLOCK) }),
  };
}
