import { argumentsOf } from './arguments.js';
import { report } from './report.js';
import { runEngine } from './run-engine.js';

try {
  await runEngine(argumentsOf(process.argv.slice(2)));
} catch (cause) {
  report('fatal', cause instanceof Error ? cause.message : String(cause));
  process.exit(1);
}
