import { type Command, InvalidArgumentError } from 'commander';
import { parseConfig } from '#platform/config';
import { type PseudonymKeys, pseudonymKeys, rotate } from '#platform/pseudonym-keys';

/** Days; a longer overlap than a record is kept by default would link nothing more. */
const LONGEST_OVERLAP = 400;

/** What a rotation leaves to do: an entry names its subject by pseudonym, and nothing turns one into the next. */
const RENAMED =
  'exceptions and shared networks entered before hold for the earlier names alone: add those again that are to go on\n';

/** `usewatch pseudonyms [rotate]`: under which key subjects bear their names, and a new one from now on. */
export function registerPseudonyms(program: Command): void {
  const pseudonyms = program
    .command('pseudonyms')
    .description('since when the pseudonym key serves')
    .action(async () => {
      process.stdout.write(describe(await pseudonymKeys(parseConfig(process.env))));
    });
  pseudonyms
    .command('rotate')
    .description('give every subject a new name from now on; old and new names are linked during the overlap')
    .requiredOption('--overlap-days <days>', 'how long, from 1 to 400', overlapDays)
    .action(async (options: { overlapDays: number }) => {
      process.stdout.write(describe(await rotate(parseConfig(process.env), options.overlapDays)) + RENAMED);
    });
}

function describe({ pseudonymSince, previousPseudonym }: PseudonymKeys): string {
  const previous =
    previousPseudonym === undefined ? 'none is linked' : `linked until ${previousPseudonym.until.toISOString()}`;
  return `current key: since ${pseudonymSince.toISOString()}\nprevious key: ${previous}\n`;
}

function overlapDays(text: string): number {
  const days = Number(text);
  if (!/^\d{1,3}$/.test(text) || days < 1 || days > LONGEST_OVERLAP)
    throw new InvalidArgumentError(`must be a whole number of days from 1 to ${LONGEST_OVERLAP}`);
  return days;
}
