import { explain } from '#platform/explain';
import { serve } from './serve.js';

try {
  await serve(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
