import type { IncidentDetail } from '../api/answers.js';
import { dayUtc } from '../parts/instant.js';
import { counted, plain } from '../parts/numbers.js';

type Finding = IncidentDetail['findings'][number];

/**
 * Why a case wants attention now, in sentences: how long it has been seen, what grew, and when it passed the stricter threshold.
 *
 * @param findings  latest first
 */
export function whyNow({ findings, point }: Pick<IncidentDetail, 'findings' | 'point'>): string[] {
  const [latest] = findings;
  const first = findings.at(-1);
  if (latest === undefined || first === undefined) return ['A person opened it; no detector has said anything yet.'];
  const acted = findings.findLast((finding) => finding.point === 'act');
  return [
    `Found in ${counted(findings.length, 'window')}, from ${dayUtc(first.window.from)} to ${dayUtc(lastDay(latest), true)} (UTC).`,
    ...(findings.length > 1 ? [growth(first, latest)] : []),
    acted === undefined
      ? 'It asks for a look; it has not passed the threshold to act on.'
      : `It passed the threshold to act on in the window until ${dayUtc(acted.window.until)}${point === 'act' ? '' : ', and is below it now'}.`,
  ];
}

/** A window that ends at midnight ends with the day before. */
function lastDay({ window }: Finding): string {
  return new Date(Date.parse(window.until) - 1).toISOString();
}

function growth(first: Finding, latest: Finding): string {
  const grown = Object.entries(latest.numbers).flatMap(([name, now]) => {
    const before = first.numbers[name];
    return before === undefined || before === now || !['accounts', 'records'].includes(name)
      ? []
      : [`${name.replaceAll('_', ' ')} ${plain(before)} → ${plain(now)}`];
  });
  const score = `score ${plain(first.score)} → ${plain(latest.score)}`;
  return `Since the first window: ${[...grown, score].join(', ')}.`;
}
