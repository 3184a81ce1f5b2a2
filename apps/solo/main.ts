import { parseConfig } from '#platform/config';
import { explain } from '#platform/explain';
import { endOnSignals, openService } from './service.js';

try {
  const service = await openService(parseConfig(process.env), (line) => process.stderr.write(`${line}\n`));
  endOnSignals(service);
  process.stdout.write(`Usewatch answers at ${await service.listen()} (Ctrl-C ends it)\n`);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
