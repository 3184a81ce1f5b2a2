import { type Command, InvalidArgumentError, Option } from 'commander';
import { type JudgedFinding, judgedFindings, labelledParties } from '#casebook/backtests';
import { sumRuns } from '#casebook/run-history';
import { catalogue } from '#detect/catalogue';
import { type Detector, MODES, type Mode } from '#detect/detector';
import { type Comparison, compareFindings } from '#detect/evaluation/compare-findings';
import { type LabelledScore, labelledScore } from '#detect/evaluation/labelled-score';
import { counted } from '#platform/counted';
import type { Installation } from '#platform/open-installation';
import type { Window } from '#usage/window';
import { type Judgement, runDetector } from '../detect/run-detector.js';
import { describeBacktest } from './backtest-report.js';
import { CommandError, interruption, type Open, withInstallation } from './command.js';
import { instant, windowsToJudge } from './detect.js';
import { progressBar } from './progress-bar.js';

/** What a backtest is compared with: a version, a mode of the version in service, or both. */
interface Against {
  /** As typed. */
  readonly text: string;
  readonly version?: number;
  readonly mode?: Mode;
}

interface Options {
  readonly detector: string;
  readonly from: Date;
  readonly until: Date;
  readonly against: readonly Against[];
  readonly again?: boolean;
  readonly json?: boolean;
}

/** What a detector would have found, how that agrees with what people decided, and with what else has judged the same. */
export interface Backtest extends Pick<Judgement, 'detector' | 'windows' | 'stopped' | 'failures'> {
  readonly version: number;
  readonly from: Date;
  readonly until: Date;
  /** Windows judged now; the others were judged before, or hold no usage. */
  readonly judgedNow: number;
  /** Windows that are judged, now or before. */
  readonly judged: number;
  readonly findings: number;
  /** Findings past the stricter threshold. */
  readonly act: number;
  /** Distinct accounts, keys and networks found. */
  readonly subjects: number;
  /** Against what people decided of the category: all findings, and those past the stricter threshold. */
  readonly labels: { readonly report: LabelledScore; readonly act: LabelledScore };
  readonly against: readonly ({ readonly against: string } & Comparison)[];
}

/** `usewatch backtest --detector … --from … --until …`: what would a detector have found, and how good is that? */
export function registerBacktest(program: Command, open: Open): void {
  program
    .command('backtest')
    .description('judge past windows without opening incidents; score them by what people decided, compare them')
    .addOption(new Option('--detector <name>').choices(catalogue.map(({ name }) => name)).makeOptionMandatory())
    .requiredOption('--from <instant>', 'start, such as 2026-03-01 or 2026-03-01T06:00:00Z', instant)
    .requiredOption('--until <instant>', 'end, itself not judged; the window that holds it is judged whole', instant)
    .option(
      '--against <version-or-mode...>',
      'compare with what the ledger has of a version (1), a mode (shadow) or both (1/shadow)',
      (text: string, before: readonly Against[]) => [...before, against(text)],
      [],
    )
    .option('--again', 'judge windows once more that were backtested before')
    .option('--json', 'print it as JSON')
    .action((options: Options) => {
      if (options.from >= options.until) throw new CommandError('--from must lie before --until');
      return withInstallation(open, async (installation) => {
        const signal = interruption();
        const backtest = await run(installation, options, signal);
        process.stdout.write(options.json ? `${JSON.stringify(backtest)}\n` : describeBacktest(backtest));
        signal.throwIfAborted();
        if (backtest.failures.length > 0) throw new CommandError(backtest.failures.join('\n'));
      });
    });
}

async function run(installation: Installation, options: Options, signal: AbortSignal): Promise<Backtest> {
  const { warehouse, casebook, clock } = installation;
  const detector = catalogue.find(({ name }) => name === options.detector) as Detector;
  const windows = windowsToJudge(detector, options.from, options.until, clock.now());
  const [first, last] = [windows[0], windows.at(-1)];
  if (first === undefined || last === undefined) {
    throw new CommandError('no window has ended between --from and --until; choose an earlier --until');
  }
  await refuseUnknown(installation, detector, options.against);
  const bar = progressBar(`backtest ${detector.name}`);
  const judgement = await runDetector(
    { warehouse, casebook, clock, detector, mode: 'backtest' },
    {
      windows,
      again: options.again ?? false,
      signal,
      onWindow: (done, findings) =>
        bar.update(
          done,
          windows.length,
          `${done} of ${counted(windows.length, 'window')}, ${counted(findings, 'finding')}`,
        ),
    },
  ).finally(() => bar.stop());
  // Half-open at the other end than windows are: those that end after `from`.
  const ends = { from: new Date(first.until.getTime() - 1), until: last.until };
  const rows = await judgedFindings(casebook, detector.name, ends);
  const stretch = { from: first.from, until: last.until };
  const labels = await labelledParties(casebook, detector, stretch);
  const here = judgedBy(rows, { version: detector.version, mode: 'backtest' }, windows);
  return {
    detector: detector.name,
    version: detector.version,
    ...stretch,
    windows: windows.length,
    judgedNow: judgement.judged,
    judged: here.windows.size,
    stopped: judgement.stopped,
    failures: judgement.failures,
    findings: here.findings.length,
    act: here.findings.filter(({ point }) => point === 'act').length,
    subjects: new Set(here.findings.flatMap(({ parties }) => parties)).size,
    labels: {
      report: labelledScore(
        here.findings.flatMap(({ parties }) => parties),
        labels,
      ),
      act: labelledScore(
        here.findings.flatMap(({ point, parties }) => (point === 'act' ? parties : [])),
        labels,
      ),
    },
    against: options.against.map(({ text, version = detector.version, mode }) => {
      const there = judgedBy(rows, { version, ...(mode === undefined ? {} : { mode }) }, windows);
      return { against: text, ...compareFindings(here, there) };
    }),
  };
}

/** Before a long run, not after it. */
async function refuseUnknown(
  { casebook }: Installation,
  detector: Detector,
  wanted: readonly Against[],
): Promise<void> {
  const sums = await sumRuns(casebook, { detector: detector.name });
  for (const { text, version = detector.version, mode } of wanted) {
    if (sums.some((sum) => sum.version === version && (mode === undefined || sum.mode === mode) && sum.done > 0))
      continue;
    const known = sums.filter(({ done }) => done > 0).map((sum) => `${sum.version}/${sum.mode}`);
    throw new CommandError(
      `--against ${text}: the ledger has nothing of it; it has ${known.length === 0 ? 'nothing yet' : known.join(', ')} of ${detector.name}`,
    );
  }
}

/** A finding as comparisons and scores need it. */
interface Said {
  readonly window: string;
  readonly parties: readonly string[];
  readonly point: 'report' | 'act';
}

/** What one version said, in one mode or any. Windows are known by their ends, since versions may differ in length. */
function judgedBy(
  rows: readonly JudgedFinding[],
  { version, mode }: { readonly version: number; readonly mode?: Mode },
  windows: readonly Window[],
): { readonly windows: ReadonlySet<string>; readonly findings: readonly Said[] } {
  const wanted = new Set(windows.map(({ until }) => until.toISOString()));
  const said = rows.filter(
    (row) =>
      row.version === version && (mode === undefined || row.mode === mode) && wanted.has(row.windowUntil.toISOString()),
  );
  return {
    windows: new Set(said.map(({ windowUntil }) => windowUntil.toISOString())),
    findings: said.flatMap(({ windowUntil, parties, point }) =>
      parties === null || point === null ? [] : [{ window: windowUntil.toISOString(), parties, point }],
    ),
  };
}

function against(text: string): Against {
  const [, version, mode] = /^(?:(\d{1,6}))?\/?(scheduled|shadow|backtest|retro)?$/.exec(text) ?? [];
  if (version === undefined && mode === undefined) {
    throw new InvalidArgumentError(
      `write a version, a mode or both, such as 1, shadow or 1/shadow; modes are ${MODES.join(', ')}.`,
    );
  }
  return {
    text,
    ...(version === undefined ? {} : { version: Number(version) }),
    ...(mode === undefined ? {} : { mode: mode as Mode }),
  };
}
