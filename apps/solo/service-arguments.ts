import { parseArgs } from 'node:util';

/**
 * What the service is told on its command line: options stand above variables.
 *
 * @param words        such as `--clickhouse-port 8123`, and names of stages
 * @param environment  settings by name
 * @throws {TypeError} for an option that the service does not know
 */
export function serviceArguments(words: string[], environment: Readonly<Record<string, string | undefined>>) {
  const { values, positionals } = parseArgs({
    args: words,
    options: { 'clickhouse-port': { type: 'string' } },
    allowPositionals: true,
  });
  const port = values['clickhouse-port'];
  return {
    stages: positionals,
    environment: port === undefined ? environment : { ...environment, USEWATCH_CLICKHOUSE_PORT: port },
  };
}
