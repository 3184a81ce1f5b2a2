import { fractionText } from '#disclosure/fraction';
import type { OutlookShare } from '#publish/release-outlook';
import type { Leadership } from '../publish/read-outlook.js';

/** Tells leaders how things stand: what moved, shares with intervals, the year's budget, what comes next. */
export function describeOutlook({ outlook, year, left, coming, corrections }: Leadership): string {
  const lines = [
    ...(outlook === undefined
      ? ['no release is published yet']
      : [
          `${outlook.period}${outlook.comparedWith === undefined ? ', the first release' : `, compared with ${outlook.comparedWith}: ${outlook.moved.length} of ${outlook.compared} cells moved by more than noise`}`,
          ...outlook.moved.map(
            ({ table, what, direction, now, before }) =>
              `  ${direction.padEnd(5)}${table.toUpperCase()} ${what}: ${before} → ${now}`,
          ),
          ...outlook.shares.map(
            ({ what, now, before }) =>
              `  ${shareText(now)}${before === undefined ? '' : ` (before ${shareText(before)})`}  ${what}`,
          ),
        ]),
    `privacy left for ${year}: ${fractionText(left.release)} for releases, ${fractionText(left.revision)} for revisions`,
    ...coming.map(
      ({ period, version, state, publishAt }) =>
        `  ${period} ${version}: ${state}, out ${publishAt?.toISOString().slice(0, 16).replace('T', ' ') ?? 'when announced'} UTC`,
    ),
    ...corrections.map(({ period, reason }) => `  correction of ${period} under way: ${reason}`),
  ];
  return `${lines.join('\n')}\n`;
}

function shareText(share: OutlookShare['now']): string {
  if (share === undefined) return 'too few to say';
  const [value, low, high] = [share.value, share.low, share.high].map((one) => (100 * one).toFixed(0));
  return `${value} % (${low} to ${high})`;
}
