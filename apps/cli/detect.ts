import { type Command, InvalidArgumentError, Option } from 'commander';
import { listStages } from '#casebook/stages';
import { catalogue } from '#detect/catalogue';
import { type Detector, MODES, type Mode, type Stage } from '#detect/detector';
import { stageAt } from '#detect/stage';
import { counted } from '#platform/counted';
import { HOUR, type Window, windowsBetween } from '#usage/window';
import { nameNetworks } from '../detect/follow-names.js';
import { type Judgement, runDetector } from '../detect/run-detector.js';
import { CommandError, interruption, type Open, withInstallation } from './command.js';
import { progressBar } from './progress-bar.js';
import { table } from './table.js';

interface DetectOptions {
  readonly from: Date;
  readonly until: Date;
  readonly detector?: readonly string[];
  readonly mode?: Mode;
  readonly again?: boolean;
  readonly json?: boolean;
}

/** `usewatch detect --from … --until …`: puts detectors to past windows by hand. */
export function registerDetect(program: Command, open: Open): void {
  program
    .command('detect')
    .description('judge past windows by hand; windows judged before are left alone')
    .requiredOption('--from <instant>', 'start, such as 2026-03-01 or 2026-03-01T06:00:00Z', instant)
    .requiredOption('--until <instant>', 'end, itself not judged; the window that holds it is judged whole', instant)
    .addOption(
      new Option('--detector <name...>', 'only these; all when left out').choices(catalogue.map(({ name }) => name)),
    )
    .addOption(
      new Option(
        '--mode <mode>',
        'retro and scheduled open incidents, shadow and backtest only record findings; retro when left out, but shadow for a detector in shadow',
      ).choices(MODES),
    )
    .option('--again', 'judge windows once more that are done')
    .option('--json', 'print one JSON object per detector')
    .action((options: DetectOptions) => {
      if (options.from >= options.until) throw new CommandError('--from must lie before --until');
      return withInstallation(open, async ({ warehouse, casebook, clock, secrets }) => {
        const signal = interruption();
        await nameNetworks({ casebook, clock }, secrets);
        const chosen = catalogue.filter(({ name }) => options.detector?.includes(name) ?? true);
        const stages = await listStages(casebook);
        const modes = chosen.map((detector) => {
          const history = stages.filter((entry) => entry.detector === detector.name);
          return modeByHand(detector, stageAt(detector, history, clock.now()), options.mode);
        });
        const judgements: Judgement[] = [];
        for (const [index, detector] of chosen.entries()) {
          if (signal.aborted) break;
          const mode = modes[index] as Mode;
          const windows = windowsToJudge(detector, options.from, options.until, clock.now());
          const bar = progressBar(`detect ${detector.name}`);
          try {
            const onWindow = (done: number, findings: number) =>
              bar.update(
                done,
                windows.length,
                `${done} of ${counted(windows.length, 'window')}, ${counted(findings, 'finding')}`,
              );
            const judging = { warehouse, casebook, clock, detector, mode };
            judgements.push(await runDetector(judging, { windows, again: options.again ?? false, signal, onWindow }));
          } finally {
            bar.stop();
          }
        }
        process.stdout.write(options.json ? judgements.map(jsonLine).join('') : describeJudgements(judgements));
        signal.throwIfAborted();
        const failures = judgements.flatMap(({ detector, failures: some }) =>
          some.map((each) => `${detector}: ${each}`),
        );
        if (failures.length > 0) throw new CommandError(failures.join('\n'));
      });
    });
}

/**
 * The mode in which windows are judged by hand.
 *
 * @param asked  what the person asked for, if anything
 * @throws {CommandError} when incidents are asked for of a detector in shadow
 */
function modeByHand({ name }: Pick<Detector, 'name'>, stage: Stage, asked: Mode | undefined): Mode {
  if (stage === 'scheduled') return asked ?? 'retro';
  if (asked === 'retro' || asked === 'scheduled') {
    throw new CommandError(
      `${name} is in shadow, so it opens no incident; put it in service with \`usewatch promote ${name} --reason …\`, or give --mode shadow`,
    );
  }
  return asked ?? 'shadow';
}

/**
 * The scheduled windows of a stretch.
 *
 * @param now  windows that end later are still filling, and are left to the clock
 * @returns    in the order of time; the last one reaches beyond `until` where that lies within a window
 */
export function windowsToJudge(detector: Detector, from: Date, until: Date, now: Date): Window[] {
  const step = detector.everyHours * HOUR;
  const end = Math.ceil(until.getTime() / step) * step;
  return windowsBetween(from, new Date(Math.min(end, now.getTime())), detector.everyHours, detector.spanHours);
}

/** What became of the windows, one line a detector. */
function describeJudgements(judgements: readonly Judgement[]): string {
  return table(
    ['detector', 'mode', 'windows', 'judged now', 'findings', 'withheld', 'incidents opened', 'changed', 'withdrawn'],
    judgements.map(({ detector, mode, windows, judged, findings, withheld, opened, changed, withdrawn }) => [
      detector,
      mode,
      ...[windows, judged, findings, withheld, opened, changed, withdrawn].map((count) => count.toLocaleString('en')),
    ]),
  );
}

function jsonLine(judgement: Judgement): string {
  return `${JSON.stringify(judgement)}\n`;
}

/** Without a zone an instant is UTC: what a command does must not depend on where it is typed. */
export function instant(text: string): Date {
  const shape = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/;
  const [, day, time = '00:00', zone = 'Z'] = shape.exec(text) ?? [];
  const at = new Date(`${day}T${time}${zone}`);
  // Dates such as 30 February would silently become 2 March.
  if (day === undefined || Number.isNaN(at.getTime()) || new Date(day).toISOString().slice(0, 10) !== day) {
    throw new InvalidArgumentError('write it as 2026-03-01 or 2026-03-01T06:00:00Z.');
  }
  if (at.getTime() < 0 || at.getUTCFullYear() > 2105) throw new InvalidArgumentError('it must lie from 1970 to 2105.');
  return at;
}
