import type { Release } from '#casebook/releases';
import { difference, fractionText } from '#disclosure/fraction';
import { YEARLY_BUDGET } from '#disclosure/privacy-cost';
import { CATEGORIES } from '#publish/categories';
import { type Check, isSound } from '#publish/check';
import { type MeasuredRelease, markedTitle } from '#publish/measured-release';
import { keyText } from '#publish/public-table';
import { absentTables } from '#publish/public-tables';
import { type ShownTable, shownTables } from '#publish/shown-table';

/** Tables at the terminal in full; of the larger ones the files tell more than a screen can. */
const MOST_CELLS = 15;

/** What comes next in each state. */
const NEXT: Readonly<Record<string, string>> = {
  planned: 'freeze',
  frozen: 'measure, once the quarter is over',
  snapshot: 'measure',
  measuring: 'measure',
  measured: 'check',
  review: 'approve, or reject',
  scheduled: 'publish',
};

/**
 * Tells a measured release to the person at the terminal: what readers will see, and its price.
 *
 * @param release  the release
 * @param isNew    whether its noise was drawn just now
 * @returns        lines of text, each ended
 */
export function describeRelease(release: MeasuredRelease, isNew: boolean): string {
  const { quarter, version, demo, spentThisYear, tables, choice } = release;
  const left = fractionText(difference(YEARLY_BUDGET, spentThisYear));
  const lines = [
    `${markedTitle(`Release ${quarter.name}`, demo)}, version ${version}, ${isNew ? 'noise drawn now' : 'noise drawn earlier, same numbers'}`,
    ...shownTables(tables).flatMap(describeTable),
    '',
    ...absentTables(choice).map(({ id, title, reason }) => `${id.toUpperCase()} ${title}: ${reason}`),
    `Privacy budget of ${quarter.year}: ${fractionText(spentThisYear)} of ${fractionText(YEARLY_BUDGET)} spent, ${left} left.`,
  ];
  return `${lines.join('\n')}\n`;
}

/** One line: where a release stands, and what comes next. */
export function describeStanding({ period, version, state, publishAt, specHash, endReason }: Release): string {
  const out = publishAt === null ? '' : `, out ${publishAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const spec = specHash === null ? '' : `, specification ${specHash.slice(0, 12)}…`;
  const next = NEXT[state] === undefined ? '' : `; next: ${NEXT[state]}`;
  return `${period} ${version}: ${state}${out}${spec}${next}${endReason === null ? '' : ` (${endReason})`}\n`;
}

/** One line a check, its control below it. */
export function describeChecks(checks: readonly Check[]): string {
  return checks
    .map((check) => {
      const control = check.control === undefined ? '' : `\n        broken build: ${check.control.result}`;
      return `  ${isSound(check) ? 'passed' : 'FAILED'}  ${check.id.padEnd(5)}${check.title}: ${check.result}${control}\n`;
    })
    .join('');
}

function describeTable({ table, cells }: ShownTable): string[] {
  const title = `${table.id.toUpperCase()} ${table.title}`;
  const shown = cells.length > MOST_CELLS ? cells.filter(({ value }) => value !== 'low') : cells;
  const names = new Map<string, string>(Object.entries(CATEGORIES).map(([code, { name }]) => [code, name]));
  const rows = shown.map(({ category, dim2, value, lower95, upper95 }) => {
    const meaning = names.get(category) ?? table.dimension?.codes.find(({ code }) => code === dim2)?.name ?? '';
    const name = `${keyText({ category, dim2 })}  ${meaning}`.slice(0, 46);
    return `  ${name.padEnd(48)}${`${value}`.padStart(8)}   ${`${lower95}`.padStart(6)} … ${upper95}`;
  });
  const low = cells.length - shown.length;
  return [
    '',
    title,
    `  ${''.padEnd(48)}${'value'.padStart(8)}   95 % interval`,
    ...rows,
    ...(low > 0 ? [`  ${low} cells are low`] : []),
  ];
}
