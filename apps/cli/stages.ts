import { userInfo } from 'node:os';
import { Argument, type Command } from 'commander';
import { changeStage } from '#casebook/stages';
import { catalogue } from '#detect/catalogue';
import type { Detector } from '#detect/detector';
import { nextStage, type StageChange, stageAt } from '#detect/stage';
import { CommandError, type Open, withInstallation } from './command.js';

interface Change {
  readonly does: string;
  /** What follows for a detector that opens such. */
  readonly follows: (opened: 'incidents' | 'discoveries') => string;
}

/** What each command does, and what follows from it. */
const CHANGES: Readonly<Record<StageChange, Change>> = {
  shadow: {
    does: 'try a detector out: it goes on judging, and opens no incident',
    follows: () => 'windows that end from now on are judged in shadow; its findings: usewatch findings --detector',
  },
  promote: {
    does: 'put a detector in service: it opens incidents from the next window on',
    follows: (opened) => `windows that end from now on open ${opened}; what it saw in shadow stays as it is`,
  },
  demote: {
    does: 'take a detector out of service that was found wrong: it goes on judging, in shadow',
    follows: (opened) => `windows that end from now on open no more ${opened}; those that are open stay`,
  },
};

/** `usewatch shadow | promote | demote DETECTOR`: whether what a detector finds opens incidents. */
export function registerStages(program: Command, open: Open): void {
  for (const [change, { does, follows }] of Object.entries(CHANGES) as [StageChange, Change][]) {
    program
      .command(change)
      .description(does)
      .addArgument(new Argument('<detector>').choices(catalogue.map(({ name }) => name)))
      .requiredOption('--reason <text>', 'why, so that another reviewer can check it')
      .option('--json', 'print the decision as JSON')
      .action((name: string, { reason, json }: { reason: string; json?: boolean }) =>
        withInstallation(open, async ({ casebook, clock }) => {
          if (reason.trim() === '') throw new CommandError('--reason must say why');
          const detector = catalogue.find((each) => each.name === name) as Detector;
          const decidedAt = clock.now();
          const decided = await changeStage(casebook, name, (history) => {
            const next = nextStage(stageAt(detector, history, decidedAt), change);
            if ('refused' in next) return next;
            const { version } = detector;
            const decidedBy = userInfo().username;
            return { entry: { version, change, ...next, decidedBy, decidedAt, reason: reason.trim() } };
          });
          if ('refused' in decided)
            throw new CommandError(`${name} was not changed: ${decided.refused}; see: usewatch detectors --long`);
          const { stage } = decided.entry;
          process.stdout.write(
            json
              ? `${JSON.stringify(decided.entry)}\n`
              : `${name} is ${stage === 'shadow' ? 'in shadow' : 'in service'}; ${follows(detector.opens ?? 'incidents')}\n`,
          );
        }),
      );
  }
}
