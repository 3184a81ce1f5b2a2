import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { displayedCount, displayRule } from '#disclosure/displayed-count';
import { difference, fractionText } from '#disclosure/fraction';
import { YEARLY_BUDGET } from '#disclosure/privacy-cost';
import { CATEGORIES } from '#publish/categories';
import type { MeasuredTable } from '#publish/measured-release';
import { markedTitle } from '#publish/measured-release';
import { keyText } from '#publish/public-table';
import { type DraftedRelease, draftRelease } from '../publish/draft-release.js';
import { systemBytes } from '../publish/system-bytes.js';
import { type Open, withInstallation } from './command.js';

/** `usewatch release draft`: the public tables of a quarter, protected by noise that is drawn once. */
export function registerRelease(program: Command, open: Open): void {
  const release = program.command('release').description('public tables that protect every account');
  release
    .command('draft')
    .description("count a quarter's confirmed units, add noise once, write the files")
    .option('--period <quarter>', 'calendar quarter such as 2026-Q3; the last complete one when left out')
    .action(({ period }: { period?: string }) =>
      withInstallation(open, async ({ casebook, warehouse, clock, directory, secrets, demo }) => {
        const drafted = await draftRelease({
          casebook,
          warehouse,
          clock,
          period,
          directory: directory.releases,
          secrets,
          bytes: systemBytes,
          actor: userInfo().username,
          demo,
        });
        process.stdout.write(describeDraft(drafted));
      }),
    );
}

/**
 * Tells a drafted release to the person at the terminal: what readers will see, its price, and where the files are.
 *
 * @param drafted  the draft
 * @returns        lines of text, each ended
 */
export function describeDraft({ release, folder, files, isNew }: DraftedRelease): string {
  const { quarter, version, demo, spentThisYear } = release;
  const left = fractionText(difference(YEARLY_BUDGET, spentThisYear));
  const lines = [
    `${markedTitle(`Release ${quarter.name}`, demo)}, version ${version}, ${isNew ? 'noise drawn now' : 'noise drawn earlier, same bytes'}`,
    ...release.tables.flatMap(describeTable),
    '',
    `Privacy budget of ${quarter.year}: ${fractionText(spentThisYear)} of ${fractionText(YEARLY_BUDGET)} spent, ${left} left.`,
    `${files.length} files in ${folder}`,
  ];
  return `${lines.join('\n')}\n`;
}

function describeTable({ table, measurements }: MeasuredTable): string[] {
  const rule = displayRule(table.sigma2);
  const names = new Map<string, string>(Object.entries(CATEGORIES).map(([code, { name }]) => [code, name]));
  const rows = table.keys.flatMap((key, index) => {
    const measurement = measurements[index];
    if (measurement === undefined) return [];
    const { value, lower95, upper95 } = displayedCount(measurement, rule);
    const name = `${keyText(key)}  ${names.get(key.category) ?? ''}`;
    return [`  ${name.padEnd(40)}${`${value}`.padStart(8)}   ${`${lower95}`.padStart(6)} … ${upper95}`];
  });
  return ['', table.title, `  ${'category'.padEnd(40)}${'value'.padStart(8)}   95 % interval`, ...rows];
}
