import { parseConfig } from '#platform/config';
import { explain } from '#platform/explain';
import { endOnSignals, openService } from './service.js';
import { serviceEnvironment } from './service-environment.js';
import { welcomeLine } from './welcome-line.js';

try {
  const config = parseConfig(serviceEnvironment(process.argv.slice(2), process.env));
  const service = await openService(config, (line) => process.stderr.write(`${line}\n`));
  endOnSignals(service);
  const url = await service.listen();
  process.stdout.write(
    `Usewatch answers at ${url} (Ctrl-C ends it)\n${await welcomeLine(service.installation.casebook, url)}`,
  );
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
