import type { Names } from './score.js';
import { BACKGROUND_ACCOUNT, POSITIVE_RECORD, type Truth } from './truth.js';

/** Labels a sentence lists at most. */
const LISTED = 5;

/**
 * Where truth and log speak of different things, which figures alone would not show; a sentence each.
 *
 * @param ids       of the stored records, as the log calls them; asked for where the truth is about records
 * @param accounts  pseudonyms of the accounts that have a record
 */
export function truthGaps(
  truth: Truth,
  names: Pick<Names, 'account'>,
  ids: Iterable<string>,
  accounts: Iterable<string>,
): string[] {
  const parties = (known: ReadonlyMap<string, string>) =>
    new Map([...known].map(([name, label]) => [names.account(name), label]));
  switch (truth.kind) {
    case 'none':
      return [];
    case 'records':
      return [
        ...apart('record', truth.labels, new Set(ids), 'counts as wrong where it is found'),
        ...unused(truth.labels, POSITIVE_RECORD, 'so there is nothing to find'),
      ];
    case 'accounts':
      return [
        ...apart('account', parties(truth.labels), new Set(accounts), 'counts as wrong where it is found'),
        ...unused(truth.labels, BACKGROUND_ACCOUNT, 'so every account ought to be found'),
      ];
    case 'categories':
      return apart('account', parties(truth.categories), new Set(accounts), 'is left out of every share');
  }
}

function apart(
  what: string,
  known: ReadonlyMap<string, string>,
  stored: ReadonlySet<string>,
  consequence: string,
): string[] {
  const absent = [...known.keys()].filter((name) => !stored.has(name)).length;
  const unknown = [...stored].filter((name) => !known.has(name)).length;
  return [
    ...(absent === 0
      ? []
      : [`${absent} of ${known.size} ${what}s of the truth are not in the log and count as not found`]),
    ...(unknown === 0
      ? []
      : [`${unknown} of ${stored.size} ${what}s of the log are not in the truth; each ${consequence}`]),
  ];
}

function unused(known: ReadonlyMap<string, string>, label: string, consequence: string): string[] {
  const labels = [...new Set(known.values())];
  if (labels.includes(label)) return [];
  const shown = labels.slice(0, LISTED).join(', ');
  return [
    `the truth has the labels ${shown}${labels.length > LISTED ? ' and more' : ''} but no ${label}, ${consequence}`,
  ];
}
