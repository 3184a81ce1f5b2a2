import { argumentsOf } from './arguments.js';
import { report } from './report.js';
import { runEngine } from './run-engine.js';
import { yieldToDoors } from './yield-to-doors.js';

yieldToDoors();

try {
  await runEngine(argumentsOf(process.argv.slice(2)));
} catch (cause) {
  report('fatal', cause instanceof Error ? cause.message : String(cause));
  process.exit(1);
}
