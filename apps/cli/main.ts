import { Command } from 'commander';
import { explain } from '#platform/explain';
import { open } from './command.js';
import { commands } from './commands.js';

const program = new Command('usewatch')
  .description('find misuse in the usage logs of an AI API, decide on it, publish it safely')
  // An option belongs to the command it stands behind: quarantine and its own commands share some.
  .enablePositionalOptions();
const [asked = ''] = process.argv.slice(2);
const meant = commands.filter(({ words }) => words.includes(asked));
for (const { load } of meant.length > 0 ? meant : commands) (await load())(program, open);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode ||= 1;
}
