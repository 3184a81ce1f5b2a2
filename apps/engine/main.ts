import { setPriority } from 'node:os';
import { argumentsOf } from './arguments.js';
import { report } from './report.js';
import { runEngine } from './run-engine.js';

/** Niceness at which a core that both want is shared three to one. */
const YIELDING = 5;

// Doors and console answer first where processors are short: a load loses nothing by waiting, an acknowledgement does.
setPriority(YIELDING);

try {
  await runEngine(argumentsOf(process.argv.slice(2)));
} catch (cause) {
  report('fatal', cause instanceof Error ? cause.message : String(cause));
  process.exit(1);
}
