import { isIP } from 'node:net';
import { z } from 'zod';
import { SIGN_IN_SETTINGS } from './sign-in-settings.js';

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

/** A password or an address that holds one: it may stand in a file as well, and no message repeats it. */
const secret = (description: string) => ({ description, isSecret: true });

/**
 * Every setting: its variable, unit, bounds and default.
 *
 * What `.meta` says of it is what `docs/configuration.md` says, which is made from here.
 */
export const Settings = z.object({
  USEWATCH_DATA_DIR: z
    .string()
    .min(1)
    .default('./.usewatch')
    .meta({ description: 'Folder of everything an installation keeps; each service needs one of its own' }),
  USEWATCH_KEYS_FILE: z.string().min(1).optional().meta({
    description:
      "File of the installation's keys (a `secrets.json`), read and never written; absent: `secrets.json` in the data directory, made on first use",
  }),
  USEWATCH_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(8787)
    .meta({ description: 'TCP port of the service; 0 takes a free one' }),
  USEWATCH_HOST: z.string().min(1).default('127.0.0.1').meta({ description: 'Address the service listens on' }),
  USEWATCH_TRUSTED_PROXIES: networks.meta({
    description:
      'Networks of proxies whose `x-forwarded-for` is believed, such as `10.0.0.0/8,fd00::/8`; none when empty',
  }),
  CLICKHOUSE_URL: address(['http:', 'https:'])
    .optional()
    .meta(secret('A ClickHouse server or cluster; absent: our own engine is started')),
  CLICKHOUSE_PASSWORD: z
    .string()
    .min(1)
    .optional()
    .meta(secret('Password of the user in `CLICKHOUSE_URL`, where that has none')),
  CLICKHOUSE_CLUSTER: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional()
    .meta({ description: 'Name of the cluster behind `CLICKHOUSE_URL`; absent: one node' }),
  CLICKHOUSE_READER: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Who asks questions on a named server; absent: the owner of `CLICKHOUSE_URL`' }),
  CLICKHOUSE_READER_PASSWORD: z.string().default('').meta(secret('Password of `CLICKHOUSE_READER`')),
  USEWATCH_CLICKHOUSE_PORT: z.coerce.number().int().min(1).max(65_535).optional().meta({
    description:
      'TCP port on loopback at which the embedded engine answers its reader user, such as Grafana; absent: none',
  }),
  USEWATCH_DATABASE: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,40}$/)
    .default('usewatch')
    .meta({ description: 'Main database of the warehouse; the private one is called after it' }),
  DATABASE_URL: address(['postgres:', 'postgresql:'])
    .optional()
    .meta(secret('A PostgreSQL server; absent: our own is started')),
  DATABASE_PASSWORD: z
    .string()
    .min(1)
    .optional()
    .meta(secret('Password of the user in `DATABASE_URL`, where that has none')),
  USEWATCH_KEEP_USAGE_DAYS: days(400).meta({ description: 'Days from receipt that usage is kept' }),
  USEWATCH_KEEP_FINGERPRINT_DAYS: days(120).meta({ description: 'Days from receipt that fingerprints are kept' }),
  USEWATCH_KEEP_WORDS_DAYS: days(30).meta({
    description: 'Days from receipt that word samples of fingerprints are kept',
  }),
  USEWATCH_KEEP_TEXT_DAYS: days(30).meta({ description: 'Days from receipt that retained texts are kept' }),
  USEWATCH_KEEP_QUARANTINE_DAYS: days(7).meta({ description: 'Days from receipt that refused lines are kept, sealed' }),
  USEWATCH_RETAIN_TEXT: flag.meta({ description: 'Whether prompts and completions are kept at all' }),
  USEWATCH_FUTURE_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(86_400)
    .default(3_600)
    .meta({ description: 'Seconds a record may lie ahead of the clock' }),
  USEWATCH_OTLP_MAPPING: z.string().min(1).optional().meta({
    description:
      'JSON file that says where OpenTelemetry attributes hold account, key and the like; absent: the defaults',
  }),
  USEWATCH_DETECT_EVERY_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(30)
    .meta({ description: 'Seconds between two looks for windows that are due' }),
  USEWATCH_WEBHOOK_NETWORKS: networks.meta({
    description:
      "Networks of one's own that receivers of webhooks may lie in, such as `10.0.0.0/8`; the open internet alone when empty",
  }),
  ...SIGN_IN_SETTINGS,
  USEWATCH_DEMO_CLOCK: z.iso
    .datetime()
    .optional()
    .meta({ description: "Instant a demonstration's clock stands at; refused in production" }),
  NODE_ENV: z.string().default('development').meta({
    description: '`production` refuses default and missing passwords, demonstrations, and keys made by accident',
  }),
});
export type Settings = z.infer<typeof Settings>;

/** Names of the settings that may stand in a file named by `NAME_FILE`. */
export const SECRET_SETTINGS: readonly string[] = Object.entries(Settings.shape)
  .filter(([, schema]) => schema.meta()?.isSecret === true)
  .map(([name]) => name);
