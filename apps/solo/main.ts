import { explain } from '#platform/explain';
import { serve } from './serve.js';
import { serviceArguments } from './service-arguments.js';

try {
  const { stages, environment } = serviceArguments(process.argv.slice(2), process.env);
  await serve(stages, environment);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
