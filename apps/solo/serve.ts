import { parseConfig } from '#platform/config';
import { InstallationError } from '#platform/stores/data-directory';
import { endOnSignals, openService } from './service.js';
import { STAGES, stagesOf } from './stages.js';
import { welcomeLine } from './welcome-line.js';

/**
 * Serves some stages until a signal ends the process.
 *
 * @param words        names of stages; none: all of them
 * @param environment  settings by name
 * @throws {InstallationError} when stages apart would have stores of their own, or another service is in the way
 */
export async function serve(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<void> {
  const stages = stagesOf(words);
  const config = parseConfig(environment);
  const isOnServers = config.warehouse.url !== undefined && config.casebook.url !== undefined;
  if (stages.length < STAGES.length && !isOnServers) {
    throw new InstallationError(
      'stages that run apart share their stores; name servers in CLICKHOUSE_URL and DATABASE_URL, or serve all stages in one process',
    );
  }
  const service = await openService(config, (line) => process.stderr.write(`${line}\n`), stages);
  endOnSignals(service);
  const url = await service.listen();
  const welcome = stages.includes('console') ? await welcomeLine(service.installation.casebook, url) : '';
  const { demo, clock, directory } = service.installation;
  const invented = demo
    ? `  shows the demonstration in ${directory.path}, whose clock stands at ${clock.now().toISOString()}; later usage is refused there. For your own: USEWATCH_DATA_DIR=./mine npm start\n`
    : '';
  process.stdout.write(`Usewatch answers at ${url} (Ctrl-C ends it)\n${invented}${welcome}`);
}
