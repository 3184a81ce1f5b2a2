import type { Command } from 'commander';
import type { Open } from './command.js';

/** Adds commands to the program. */
export type Register = (program: Command, open: Open) => void;

/**
 * Every command, in the order of `usewatch --help`: the words it may begin with, and what registers it.
 *
 * Each is loaded when it is asked for: all of them together are the whole system, and take most of a second to load.
 */
export const commands: readonly { readonly words: readonly string[]; load(): Promise<Register> }[] = [
  { words: ['load'], load: async () => (await import('./load.js')).registerLoad },
  { words: ['detect'], load: async () => (await import('./detect.js')).registerDetect },
  { words: ['detectors'], load: async () => (await import('./detectors.js')).registerDetectors },
  { words: ['shadow', 'promote', 'demote'], load: async () => (await import('./stages.js')).registerStages },
  { words: ['backtest'], load: async () => (await import('./backtest.js')).registerBacktest },
  { words: ['runs'], load: async () => (await import('./runs.js')).registerRuns },
  { words: ['findings'], load: async () => (await import('./findings.js')).registerFindings },
  { words: ['explain'], load: async () => (await import('./explain.js')).registerExplain },
  { words: ['discoveries'], load: async () => (await import('./discoveries.js')).registerDiscoveries },
  { words: ['campaigns', 'campaign'], load: async () => (await import('./campaigns.js')).registerCampaigns },
  { words: ['exceptions'], load: async () => (await import('./exceptions.js')).registerExceptions },
  { words: ['shared-networks'], load: async () => (await import('./shared-networks.js')).registerSharedNetworks },
  { words: ['incidents', 'incident', 'decide'], load: async () => (await import('./incidents.js')).registerIncidents },
  { words: ['hunt'], load: async () => (await import('./hunt.js')).registerHunt },
  { words: ['release'], load: async () => (await import('./release.js')).registerRelease },
  { words: ['key'], load: async () => (await import('./keys.js')).registerKeys },
  { words: ['people'], load: async () => (await import('./people.js')).registerPeople },
  { words: ['audit'], load: async () => (await import('./audit.js')).registerAudit },
  { words: ['forget'], load: async () => (await import('./forget.js')).registerForget },
  { words: ['quarantine'], load: async () => (await import('./quarantine.js')).registerQuarantine },
  { words: ['networks'], load: async () => (await import('./networks.js')).registerNetworks },
  { words: ['pseudonyms'], load: async () => (await import('./pseudonyms.js')).registerPseudonyms },
  { words: ['serve'], load: async () => (await import('./serve.js')).registerServe },
  { words: ['status'], load: async () => (await import('./status.js')).registerStatus },
  { words: ['backup'], load: async () => (await import('./backup.js')).registerBackup },
  { words: ['restore'], load: async () => (await import('./restore.js')).registerRestore },
  { words: ['evaluate'], load: async () => (await import('./evaluate.js')).registerEvaluate },
  { words: ['bench'], load: async () => (await import('./bench.js')).registerBench },
  { words: ['demo'], load: async () => (await import('./demo.js')).registerDemo },
];
