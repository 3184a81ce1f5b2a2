/** What servers are shipped with, and what examples of compose files and manuals say. */
const DEFAULTS = new Set([
  ...['', 'admin', 'changeme', 'clickhouse', 'default', 'example', 'grafana', 'password', 'postgres', 'root', 'secret'],
  ...['test', 'usewatch', '123456', 'change-me', 'change_me', 'password1', 'qwerty', 'letmein'],
]);

/** The settings that hold secrets of other systems. */
interface SecretSettings {
  readonly CLICKHOUSE_URL?: string | undefined;
  readonly DATABASE_URL?: string | undefined;
  readonly CLICKHOUSE_READER?: string | undefined;
  readonly CLICKHOUSE_READER_PASSWORD: string;
  readonly USEWATCH_OIDC_CLIENT_SECRET?: string | undefined;
}

/**
 * Secrets that no production installation may run on: missing, shipped with the server, or the user's own name.
 *
 * @returns one line a fault, which repeats no secret
 */
export function weakSecrets(settings: SecretSettings): string[] {
  const { CLICKHOUSE_URL, DATABASE_URL, CLICKHOUSE_READER, CLICKHOUSE_READER_PASSWORD } = settings;
  const { USEWATCH_OIDC_CLIENT_SECRET: clientSecret } = settings;
  return [
    ...ofServer('CLICKHOUSE_URL', 'CLICKHOUSE_PASSWORD_FILE', CLICKHOUSE_URL),
    ...ofServer('DATABASE_URL', 'DATABASE_PASSWORD_FILE', DATABASE_URL),
    ...(CLICKHOUSE_READER !== undefined && isWeak(CLICKHOUSE_READER_PASSWORD, CLICKHOUSE_READER)
      ? [fault('CLICKHOUSE_READER_PASSWORD', 'CLICKHOUSE_READER_PASSWORD_FILE')]
      : []),
    ...(clientSecret !== undefined && isWeak(clientSecret, '')
      ? [fault('USEWATCH_OIDC_CLIENT_SECRET', 'USEWATCH_OIDC_CLIENT_SECRET_FILE')]
      : []),
  ];
}

function ofServer(name: string, file: string, address: string | undefined): string[] {
  if (address === undefined) return [];
  const { username, password } = new URL(address);
  return isWeak(decodeURIComponent(password), decodeURIComponent(username)) ? [fault(name, file)] : [];
}

function isWeak(password: string, user: string): boolean {
  return DEFAULTS.has(password.toLowerCase()) || password === user;
}

function fault(name: string, file: string): string {
  return `${name}: a production installation needs a password of its own, neither missing nor a default; give one in ${file}`;
}
