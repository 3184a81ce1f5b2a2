import { parseArgs } from 'node:util';

/**
 * Settings of the service: options stand above variables.
 *
 * @param words        the command line's, such as `--clickhouse-port 8123`
 * @param environment  variables by name
 * @throws {TypeError} for an option that the service does not know
 */
export function serviceEnvironment(
  words: string[],
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const { values } = parseArgs({ args: words, options: { 'clickhouse-port': { type: 'string' } } });
  const port = values['clickhouse-port'];
  return port === undefined ? environment : { ...environment, USEWATCH_CLICKHOUSE_PORT: port };
}
