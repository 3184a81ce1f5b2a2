import { resolve } from 'node:path';
import type { Command } from 'commander';
import { catalogue } from '#detect/catalogue';
import type { Point } from '#detect/evaluation/score';
import { CommandError } from './command.js';
import { evaluateRecords } from './evaluate-records.js';
import { evaluateSeries, holdsSeries, type Scored } from './evaluate-series.js';
import { table } from './table.js';

const POINTS: readonly Point[] = ['report', 'act'];

/** `usewatch evaluate FOLDER`: how good is each detector on a data set whose truth is known? */
export function registerEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description(
      'score each detector on a folder with records.ndjson and truth.csv (id,account,label or account,label or account,category), ' +
        'or usage-spike on one with series.csv (client,second,requests, or series,at,value with windows.csv)',
    )
    .argument('<folder>', 'a data set; its files may be plain, .gz or .zst')
    .option('--detector <name>', 'only this detector')
    .option('--json', 'print one JSON object a line and detector')
    .action(async (folder: string, options: { detector?: string; json?: boolean }) => {
      const detectors = catalogue.filter(({ name }) => options.detector === undefined || name === options.detector);
      if (detectors.length === 0) {
        throw new CommandError(
          `no detector is called ${options.detector}; there are ${catalogue.map(({ name }) => name).join(', ')}`,
        );
      }
      const place = resolve(folder);
      const lines = (await holdsSeries(place))
        ? await evaluateSeries(
            place,
            detectors.map(({ name }) => name),
            POINTS,
          )
        : await evaluateRecords(place, detectors, POINTS);
      if (options.json) for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`);
      else process.stdout.write(describe(lines));
    });
}

function describe(lines: readonly Scored[]): string {
  const columns = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  return table(
    columns,
    lines.map((line) => columns.map((column) => String(line[column] ?? '–'))),
  );
}
