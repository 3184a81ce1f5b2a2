import type { Found } from './found.js';

/**
 * Findings by window in the order of time; of a window only what the newest version said of these parties.
 *
 * @param found  findings of one detector, in any order
 * @returns      in each window in the order of their ids
 */
export function windowsOf<Each extends Pick<Found, 'id' | 'version' | 'window'>>(found: readonly Each[]): Each[][] {
  const windows = new Map<string, Each[]>();
  for (const each of found) {
    const key = `${each.window.until.getTime()} ${each.window.from.getTime()}`;
    const batch = windows.get(key);
    if (batch === undefined) windows.set(key, [each]);
    else batch.push(each);
  }
  return [...windows.values()]
    .map((batch) => {
      const newest = Math.max(...batch.map(({ version }) => version));
      return batch.filter(({ version }) => version === newest).sort((a, b) => (a.id < b.id ? -1 : 1));
    })
    .sort(([a], [b]) => order(a as Each) - order(b as Each) || start(a as Each) - start(b as Each));
}

function order({ window }: Pick<Found, 'window'>): number {
  return window.until.getTime();
}

function start({ window }: Pick<Found, 'window'>): number {
  return window.from.getTime();
}
