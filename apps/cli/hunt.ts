import { type Command, InvalidArgumentError, Option } from 'commander';
import { AuditTrail } from '#casebook/audit-trail';
import type { Asked } from '#hunt/asked';
import type { HuntCost } from '#hunt/cost';
import { type Hunt, parseHunt, printHunt } from '#hunt/hunt';
import { MEASURES, type Measure } from '#hunt/measures';
import { type HuntedRecord, records } from '#hunt/records';
import { BUCKETS, type Bucket, type TimelineRow, timeline } from '#hunt/timeline';
import { ORDERS, type Order, type TopRow, top } from '#hunt/top';
import type { Installation } from '#platform/open-installation';
import { askHunt, costOfHunt, type WrittenHunt } from '../console/hunts/ask-hunt.js';
import { CommandError, interruption, type Open, withInstallation } from './command.js';
import { minute, table } from './table.js';
import { whoWorksHere } from './who-works-here.js';

interface Written {
  readonly from?: string;
  readonly until?: string;
  readonly where?: readonly string[];
  readonly json?: boolean;
}

interface Top extends Written {
  readonly by: string;
  readonly rank: Measure;
  readonly order: Order;
  readonly limit: number;
}

interface Timeline extends Written {
  readonly bucket: Bucket;
}

interface Records extends Written {
  readonly limit: number;
  readonly reason: string;
}

/** `usewatch hunt top | timeline | records | cost`: ad-hoc questions over usage, in the language of the console's addresses. */
export function registerHunt(program: Command, open: Open): void {
  const hunt = program
    .command('hunt')
    .description('ask usage without SQL; a clause is field:operator:value,value, with | between alternatives');
  const asking = (name: string, description: string) =>
    hunt
      .command(name)
      .description(description)
      .option('--from <instant>', 'start, UTC, such as 2026-03-01 or 2026-03-01T06:00:00Z')
      .option('--until <instant>', 'end, itself not in it')
      .option('--where <clause...>', 'clauses that all have to be met, such as status:from:400')
      .option('--json', 'print one JSON object per row');
  const ranked = (command: Command) =>
    command
      .requiredOption('--by <field>', 'field whose values are ranked, or labels.x_…')
      .addOption(new Option('--rank <measure>').choices(MEASURES).default('calls'))
      .addOption(
        new Option('--order <order>', 'growth and fall compare with the window before').choices(ORDERS).default('most'),
      )
      .option('--limit <count>', 'values at most, 1 to 1000', upTo(1_000), 20);
  ranked(asking('top', 'which values of a field lead, and how did each change?')).action((options: Top) =>
    asked(open, options, (whole) => top(whole, rankingOf(options)), describeTop),
  );
  asking('timeline', 'how did the calls spread over the window?')
    .addOption(new Option('--bucket <length>').choices(Object.keys(BUCKETS)).default('hour'))
    .action((options: Timeline) => asked(open, options, (whole) => timeline(whole, options.bucket), describeTimeline));
  asking('records', 'which calls are these, the latest first? Never their texts')
    .option('--limit <count>', 'records at most, 1 to 500', upTo(500), 20)
    .requiredOption('--reason <text>', 'why; it is written down, as with an export')
    .action((options: Records) => {
      const written = huntOf(options);
      if (options.reason.trim() === '') throw new CommandError('--reason must say why the records are looked at');
      return withInstallation(open, async (installation) => {
        await logLook(installation, printHunt(written), options);
        await answer(installation, options, written, (whole) => records(whole, options.limit), describeRecords);
      });
    });
  ranked(asking('cost', 'what would it cost? Nothing is asked but its size')).action((options: Top) =>
    withInstallation(open, async ({ warehouse }) => {
      const written = huntOf(options);
      const cost = await costOfHunt(warehouse, written, (whole) => top(whole, rankingOf(options)));
      process.stdout.write(
        options.json ? `${JSON.stringify({ hunt: printHunt(written), ...cost })}\n` : describeCost(cost),
      );
    }),
  );
}

function rankingOf({ by, rank, order, limit }: Top) {
  return { by, rank, order, most: limit };
}

function huntOf({ from, until, where }: Written): WrittenHunt {
  return parseHunt({ from, until, where });
}

function asked<Row>(
  open: Open,
  options: Written,
  compile: (hunt: Hunt) => Asked<Row>,
  describe: (rows: readonly Row[]) => string,
): Promise<void> {
  const written = huntOf(options);
  return withInstallation(open, (installation) => answer(installation, options, written, compile, describe));
}

/** Writes down who takes which records away, before any is shown: a terminal keeps what it printed. */
async function logLook(
  { casebook, secrets }: Pick<Installation, 'casebook' | 'secrets'>,
  hunt: string,
  { limit, reason }: Records,
): Promise<void> {
  const actor = whoWorksHere();
  const deed = { actor, action: 'hunt.records', objectKind: 'hunt', object: hunt, reason, at: new Date() };
  await casebook.transaction('read committed', (tx) =>
    new AuditTrail(secrets.apiKeyPepper).append(tx, { ...deed, details: { limit } }),
  );
}

async function answer<Row>(
  { warehouse }: Pick<Installation, 'warehouse'>,
  options: Written,
  written: WrittenHunt,
  compile: (hunt: Hunt) => Asked<Row>,
  describe: (rows: readonly Row[]) => string,
): Promise<void> {
  const { rows, cost } = await askHunt(warehouse, written, compile, interruption());
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  process.stdout.write(options.json ? lines : `${describe(rows)}${describeCost(cost)}hunt ?${printHunt(written)}\n`);
}

function describeTop(rows: readonly TopRow[]): string {
  const said = (count: number | undefined) => (count === undefined ? '' : count.toLocaleString('en'));
  return table(
    ['value', 'calls', 'accounts', 'tokens', 'micro-dollars', 'failed', 'ranked', 'before'],
    rows.map(({ value, calls, accounts, tokens, cost_micro_usd, failed, ranked, ranked_before }) => [
      value === '' ? '(none)' : value,
      ...[calls, accounts, tokens, cost_micro_usd, failed, ranked, ranked_before].map(said),
    ]),
  );
}

function describeTimeline(rows: readonly TimelineRow[]): string {
  return table(
    ['from (UTC)', 'calls', 'accounts', 'tokens', 'micro-dollars', 'failed'],
    rows.map(({ from, calls, accounts, tokens, cost_micro_usd, failed }) => [
      minute(from),
      ...[calls, accounts, tokens, cost_micro_usd, failed].map((count) => count.toLocaleString('en')),
    ]),
  );
}

function describeRecords(rows: readonly HuntedRecord[]): string {
  return table(
    ['record', 'at (UTC)', 'account', 'model', 'status', 'finish', 'input', 'output'],
    rows.map(({ record, at, account, model, status, finish_reason, input_tokens, output_tokens }) => [
      record,
      minute(at),
      account,
      model,
      String(status),
      finish_reason,
      String(input_tokens),
      String(output_tokens),
    ]),
  );
}

function describeCost({ records: calls, rows, seconds, reads, refusal }: HuntCost): string {
  const sum = `${calls.toLocaleString('en')} calls in the window; ${rows.toLocaleString('en')} rows of ${reads}, about ${seconds} s\n`;
  return refusal === undefined
    ? sum
    : `${sum}it would not run: ${refusal.because}; ${refusal.next}: ?${refusal.narrower}\n`;
}

function upTo(most: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (/^\d{1,4}$/.test(text) && count >= 1 && count <= most) return count;
    throw new InvalidArgumentError(`write a whole number from 1 to ${most}.`);
  };
}
