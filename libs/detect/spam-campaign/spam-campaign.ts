import type { Detector, Finding, Member } from '#detect/detector';
import { type Campaign, campaigns, LEAST_PARTIES, LEAST_RECORDS, type Sender } from './campaign.js';
import { Row } from './row.js';

/** Likeness times devotion times focus. From 0.38 to 0.4 nearly the same campaigns are found; at 0.37 people who quote each other come in. */
const REPORTED = 0.38;

/** Likeness times devotion times focus above which senders do little else, for completions only; newsletters sent under many names still pass. */
const ACTED_ON = 0.6;

/** Records shown as evidence; more would not be read. */
const SHOWN = 50;

/**
 * Spam campaign: several accounts send nearly the same text and do little else.
 *
 * The score is how alike the texts are times how much of their senders' writing they are. Each alone accuses
 * wrongly: alike are also people who quote one another, devoted are also newcomers with one question. What points to
 * more places than it has senders loses focus in proportion: spam sells one thing, a digest of links tells of many.
 */
export const spamCampaign: Detector<Row> = {
  name: 'spam-campaign',
  version: 4,
  category: 'SPM',
  family: 'GRF',
  severity: 'medium',
  everyHours: 24,
  spanHours: 168,
  judges: 'span',
  catches:
    'Templated or copied texts that two or more accounts send, three times or more, with links, numbers and some words changed.',
  misses:
    'Texts written afresh each time, texts under eight words, a template sent from one account or one verified organisation, senders whose spam drowns in other traffic, and texts held by more than 300 accounts in every part.',
  mistakes: 'A newsletter or notice that one sender distributes under many accounts.',
  measures: {
    accounts: { unit: 'accounts', report: LEAST_PARTIES, act: LEAST_PARTIES },
    records: { unit: 'texts', report: LEAST_RECORDS, act: LEAST_RECORDS },
    distinct_texts: { unit: 'texts that differ' },
    likeness: { unit: '0..1, how alike texts of different accounts are' },
    devotion: { unit: '0..1 of all their accounts wrote' },
    shared_addresses: {
      unit: 'domains and contacts that several accounts promote',
      note: 'more of them than accounts are a digest of links: it scores less in proportion, and nothing is done by itself',
    },
    score: {
      unit: 'likeness times devotion times focus, 0..1',
      report: REPORTED,
      act: ACTED_ON,
      note: 'where only prompts were logged, nothing is to act on',
    },
  },
  sql: new URL('./spam-campaign.sql', import.meta.url),
  row: Row,
  judge(rows) {
    return campaigns(rows).flatMap((campaign) => finding(campaign));
  },
};

function finding(campaign: Campaign): Finding[] {
  const { id, senders, records, texts, likeness, devotion, promoted, isPrompted } = campaign;
  const isDigest = promoted > senders.length;
  const focus = isDigest ? senders.length / promoted : 1;
  const score = likeness * devotion * focus;
  if (score < REPORTED) return [];
  return [
    {
      subject: { kind: 'campaign', id },
      score,
      // People look first at a digest, however high it scores.
      point: score < ACTED_ON || isPrompted || isDigest ? 'report' : 'act',
      because:
        `${senders.length} accounts sent ${records.length} texts that are ${percent(likeness)} alike ` +
        `and make up ${percent(devotion)} of all they wrote`,
      numbers: {
        accounts: senders.length,
        records: records.length,
        distinct_texts: texts,
        likeness,
        devotion,
        shared_addresses: promoted,
      },
      evidence: evidence(senders),
      members: senders.map(member),
      records,
    },
  ];
}

function member({ account, records, written, likeness }: Sender): Member {
  return {
    account,
    records: records.length,
    tie: `${records.length} of ${written} texts, up to ${percent(likeness)} like another account’s`,
  };
}

/** A record of every account before a second one of any. */
function evidence(senders: readonly Sender[]): string[] {
  const turns = Math.max(...senders.map(({ records }) => records.length));
  const shown: string[] = [];
  for (let turn = 0; turn < turns && shown.length < SHOWN; turn++) {
    shown.push(...senders.flatMap(({ records }) => records.slice(turn, turn + 1)));
  }
  return shown.slice(0, SHOWN);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
