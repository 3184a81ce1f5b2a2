import { Command } from 'commander';
import { explain } from '#platform/explain';
import { registerAudit } from './audit.js';
import { registerBacktest } from './backtest.js';
import { registerBench } from './bench.js';
import { registerCampaigns } from './campaigns.js';
import { open, open } from './command.js';
import { commands } from './commands.js';
import { registerDemo } from './demo.js';
import { registerDetect } from './detect.js';
import { registerDetectors } from './detectors.js';
import { registerDiscoveries } from './discoveries.js';
import { registerEvaluate } from './evaluate.js';
import { registerExceptions } from './exceptions.js';
import { registerExplain } from './explain.js';
import { registerFindings } from './findings.js';
import { registerForget } from './forget.js';
import { registerIncidents } from './incidents.js';
import { registerKeys } from './keys.js';
import { registerLoad } from './load.js';
import { registerNetworks } from './networks.js';
import { registerPeople } from './people.js';
import { registerPseudonyms } from './pseudonyms.js';
import { registerQuarantine } from './quarantine.js';
import { registerRelease } from './release.js';
import { registerRuns } from './runs.js';
import { registerSharedNetworks } from './shared-networks.js';
import { registerStages } from './stages.js';

const program = new Command('usewatch')
  .description('find misuse in the usage logs of an AI API, decide on it, publish it safely')
  // An option belongs to the command it stands behind: quarantine and its own commands share some.
  .enablePositionalOptions();
for (const register of [
  registerLoad,
  registerDetect,
  registerDetectors,
  registerStages,
  registerBacktest,
  registerRuns,
  registerFindings,
  registerExplain,
  registerDiscoveries,
  registerCampaigns,
  registerExceptions,
  registerSharedNetworks,
  registerIncidents,
  registerRelease,
  registerKeys,
  registerPeople,
  registerAudit,
  registerForget,
  registerQuarantine,
  registerNetworks,
])
  register(program, open);
registerPseudonyms(program);
registerEvaluate(program);
registerBench(program);
registerDemo(program);
const [asked = ''] = process.argv.slice(2);
const meant = commands.filter(({ words }) => words.includes(asked));
for (const { load } of meant.length > 0 ? meant : commands) (await load())(program, open);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode ||= 1;
}
