import type { LabelledScore } from '#detect/evaluation/labelled-score';
import { counted } from '#platform/counted';
import type { Backtest } from './backtest.js';
import { minute, SHOWN, table } from './table.js';

/** A backtest for people: what was found, how that agrees with what people decided, and with what it is compared. */
export function describeBacktest(backtest: Backtest): string {
  const { detector, version, from, until, windows, judged, judgedNow, findings, act, subjects, stopped } = backtest;
  return [
    `${detector} version ${version}, ${minute(from)} to ${minute(until)} (UTC)${stopped ? ', stopped before the end' : ''}\n`,
    table(
      ['windows', 'judged', 'now', 'findings', 'to act', 'subjects'],
      [[windows, judged, judgedNow, findings, act, subjects].map((count) => count.toLocaleString('en'))],
    ),
    describeLabels(backtest),
    ...backtest.against.map(describeComparison),
  ].join('\n');
}

function describeLabels({ labels }: Backtest): string {
  const { report, act } = labels;
  if (report.confirmed + report.dismissed + report.missed === 0) {
    return 'nobody has decided on incidents of these windows, so there is no precision or recall: usewatch decide\n';
  }
  const scores = table(
    ['threshold', 'confirmed', 'dismissed', 'undecided', 'missed', 'precision (95 %)', 'recall (95 %)', 'F1 (95 %)'],
    Object.entries({ report, act }).map(([point, score]) => [
      point,
      ...[score.confirmed, score.dismissed, score.undecided, score.missed].map((count) => count.toLocaleString('en')),
      percent(score.precision),
      percent(score.recall),
      percent(score.f1),
    ]),
  );
  return `${scores}counted in accounts, keys and networks; recall is of the misuse people have confirmed, not of all there is\n`;
}

function percent(estimate: LabelledScore['precision']): string {
  if (estimate === undefined) return '–';
  const [value, low, high] = [estimate.value, estimate.low, estimate.high].map((share) => (100 * share).toFixed(1));
  return `${value} % (${low} to ${high})`;
}

function describeComparison({ against, windows, onlyHere, onlyThere, both }: Backtest['against'][number]): string {
  const some = (title: string, parties: readonly string[]) =>
    parties.length === 0
      ? []
      : [
          `${title}: ${parties.slice(0, SHOWN).join(' ')}${parties.length > SHOWN ? ` … and ${parties.length - SHOWN} more; --json shows them` : ''}\n`,
        ];
  return [
    `against ${against}, in ${counted(windows, 'window')} that both have judged: ${onlyHere.length} only here, ${onlyThere.length} only there, ${both.length} both\n`,
    ...some('only here', onlyHere),
    ...some('only there', onlyThere),
  ].join('');
}
