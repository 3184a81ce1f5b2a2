import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type CampaignFile,
  type CampaignFilter,
  type CampaignLine,
  getCampaign,
  listCampaigns,
} from '#casebook/campaign-files';
import { catalogue } from '#detect/catalogue';
import { spending } from '#detect/spending';
import { type CampaignStory, campaignStory } from '#incident/campaign-story';
import { counted } from '#platform/counted';
import { CommandError, type Open, withInstallation } from './command.js';
import { instant } from './detect.js';
import { limit } from './limit.js';
import { sparkline } from './sparkline.js';
import { minute, more, printable, SHOWN, table } from './table.js';

/** A campaign as it is told. */
interface Told extends Omit<CampaignFile, 'growth'>, CampaignStory {
  /** Why it is one, as its latest finding says. */
  readonly because: string;
  /** What all calls of its accounts cost while it was seen, US cents, and how many they were. */
  readonly cents: number;
  readonly calls: number;
}

interface Options extends CampaignFilter {
  readonly limit: number;
  readonly json?: boolean;
}

/** `usewatch campaigns`, `usewatch campaign ID`: accounts acting together, followed from run to run. */
export function registerCampaigns(program: Command, open: Open): void {
  program
    .command('campaigns')
    .description('list campaigns, latest seen first')
    .addOption(new Option('--detector <name>', 'only of this one').choices(catalogue.map(({ name }) => name)))
    .option('--from <instant>', 'seen after it, such as 2026-03-01', instant)
    .option('--merged', 'also those that went into others')
    .option('--limit <count>', 'at most, 1 to 10000', limit, 50)
    .option('--json', 'print one JSON object per campaign')
    .action(({ limit: most, json, ...filter }: Options) =>
      withInstallation(open, async ({ casebook }) => {
        const found = await listCampaigns(casebook, filter, most);
        process.stdout.write(json ? found.map(jsonLine).join('') : describeList(found));
      }),
    );
  program
    .command('campaign')
    .description('show one campaign: members and what ties each in, growth, cost, and what it came from or went into')
    .argument('<id>', 'its 32 hex digits', campaignId)
    .option('--json', 'print it as JSON')
    .action((id: string, { json }: { json?: boolean }) =>
      withInstallation(open, async ({ casebook, warehouse }) => {
        const file = await getCampaign(casebook, id);
        if (file === undefined) throw new CommandError(`there is no campaign ${id}; see: usewatch campaigns --merged`);
        const { growth, ...line } = file;
        const story = campaignStory(
          growth,
          file.bans.map(({ decidedAt }) => decidedAt),
        );
        const accounts = story.members.map(({ account }) => account);
        const [spent] = await warehouse.ask(spending, { from: file.firstSeen, until: file.lastSeen, accounts });
        const { cents, calls } = spent ?? { cents: 0, calls: 0 };
        const told: Told = { ...line, ...story, because: growth.at(-1)?.because ?? '', cents, calls };
        process.stdout.write(json ? jsonLine(told) : describe(told));
      }),
    );
}

function describeList(found: readonly CampaignLine[]): string {
  return table(
    ['campaign', 'detector', 'first seen (UTC)', 'last seen (UTC)', 'findings', 'accounts', 'incidents', 'lineage'],
    found.map((line) => [
      line.id,
      line.detector,
      minute(line.firstSeen),
      minute(line.lastSeen),
      String(line.findings),
      String(line.accounts),
      line.incidents.join(' '),
      lineageOf(line).join('; '),
    ]),
  );
}

function describe(told: Told): string {
  const { id, because, growth, members, cents, calls, reformedAt, bans, incidents } = told;
  const facts: readonly (readonly [string, string])[] = [
    ['found by', `${told.detector}, in ${counted(told.findings, 'finding')}`],
    ['seen', `${minute(told.firstSeen)} to ${minute(told.lastSeen)} (UTC)`],
    ['incidents', incidents.join(', ') || 'none'],
    ['cost', `${(cents / 100).toFixed(2)} USD, all ${counted(calls, 'call')} of its accounts`],
    ...lineageOf(told).map((text): [string, string] => ['lineage', text]),
    ...bans.map(({ action, decidedAt, incident }): [string, string] => [
      action,
      `${minute(decidedAt)} (UTC), incident ${incident}`,
    ]),
    ...(reformedAt === null
      ? []
      : [['formed again', `after that, in the window until ${minute(reformedAt)} (UTC)`] as const]),
  ];
  return [
    `campaign ${id}\n${printable(because)}\n`,
    facts.map(([name, value]) => `${name.padEnd(14)}${printable(value)}\n`).join(''),
    `growth        ${sparkline(growth.map(({ accounts }) => accounts))}\n`,
    table(
      ['until (UTC)', 'accounts', 'joined', 'records'],
      growth.map(({ until, accounts, joined, records }) => [
        minute(until),
        String(accounts),
        String(joined),
        String(records),
      ]),
    ),
    table(
      ['account', 'records', 'first seen (UTC)', 'last seen (UTC)', 'tie'],
      members
        .slice(0, SHOWN)
        .map(({ account, records, firstSeen, lastSeen, tie }) => [
          account,
          String(records),
          minute(firstSeen),
          minute(lastSeen),
          tie,
        ]),
    ) + more(members.length),
  ].join('\n');
}

function lineageOf({ splitFrom, mergedInto, mergedAt, aliases, parts }: CampaignLine): string[] {
  return [
    ...(splitFrom === null ? [] : [`split from ${splitFrom}`]),
    ...(mergedInto === null || mergedAt === null ? [] : [`went into ${mergedInto}, ${minute(mergedAt)}`]),
    ...aliases.map((id) => `took in ${id}`),
    ...parts.map((id) => `${id} split off`),
  ];
}

function jsonLine(campaign: CampaignLine | Told): string {
  return `${JSON.stringify(campaign)}\n`;
}

function campaignId(text: string): string {
  if (/^[0-9a-f]{32}$/.test(text)) return text;
  throw new InvalidArgumentError('a campaign has 32 hex digits; see `usewatch campaigns`.');
}
