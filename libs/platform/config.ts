import { resolve } from 'node:path';
import { withSecretFiles } from './secret-files.js';
import { withPassword } from './server-address.js';
import { Settings } from './settings.js';
import { type ProviderSettings, providerOf } from './sign-in-settings.js';
import { weakSecrets } from './weak-secrets.js';

/** Settings of one installation, parsed once at start. */
export interface Config {
  readonly dataDirectory: string;
  /** File of the installation's keys where they are given from outside; absent: `secrets.json` in the data directory. */
  readonly keysFile?: string;
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
 * Reads every setting, and of a secret named by `…_FILE` the file.
 *
 * @param environment  variables by name, such as `process.env`
 * @throws {ConfigError} naming every fault at once, and repeating no secret
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const given = withSecretFiles(environment, faults);
  const parsed = Settings.safeParse(given);
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const readerPort = parsed.success && parsed.data.USEWATCH_CLICKHOUSE_PORT;
  if (readerPort && parsed.data.CLICKHOUSE_URL !== undefined) {
    faults.push(
      'USEWATCH_CLICKHOUSE_PORT: only the embedded engine has it; let dashboards read the server of CLICKHOUSE_URL, or unset one of both',
    );
  }
  const oidc = parsed.success ? providerOf(parsed.data, faults) : undefined;
  const servers = parsed.success ? serversOf(parsed.data, faults) : {};
  if (parsed.success && parsed.data.NODE_ENV === 'production') {
    if (parsed.data.USEWATCH_DEMO_CLOCK !== undefined)
      faults.push('USEWATCH_DEMO_CLOCK: a production installation runs on the real clock; unset it or NODE_ENV');
    faults.push(...weakSecrets({ ...parsed.data, ...servers }));
  }
  if (!parsed.success || faults.length > 0) {
    throw new ConfigError(`settings cannot be used; mend these and start again:\n  ${faults.join('\n  ')}`);
  }
  const e = parsed.data;
  return {
    dataDirectory: resolve(e.USEWATCH_DATA_DIR),
    ...(e.USEWATCH_KEYS_FILE === undefined ? {} : { keysFile: resolve(e.USEWATCH_KEYS_FILE) }),
    http: { host: e.USEWATCH_HOST, port: e.USEWATCH_PORT, trustedProxies: e.USEWATCH_TRUSTED_PROXIES },
    warehouse: {
      ...(servers.CLICKHOUSE_URL === undefined ? {} : { url: servers.CLICKHOUSE_URL }),
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
    casebook: servers.DATABASE_URL === undefined ? {} : { url: servers.DATABASE_URL },
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

/** The addresses of servers with the passwords that are given beside them. */
function serversOf(e: Settings, faults: string[]): { CLICKHOUSE_URL?: string; DATABASE_URL?: string } {
  const warehouse = withPassword(
    'CLICKHOUSE_URL',
    e.CLICKHOUSE_URL,
    'CLICKHOUSE_PASSWORD',
    e.CLICKHOUSE_PASSWORD,
    faults,
  );
  const casebook = withPassword('DATABASE_URL', e.DATABASE_URL, 'DATABASE_PASSWORD', e.DATABASE_PASSWORD, faults);
  return {
    ...(warehouse === undefined ? {} : { CLICKHOUSE_URL: warehouse }),
    ...(casebook === undefined ? {} : { DATABASE_URL: casebook }),
  };
}
