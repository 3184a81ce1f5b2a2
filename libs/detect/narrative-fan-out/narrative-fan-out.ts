import type { Detector, Finding, Member } from '#detect/detector';
import { gathered } from '#detect/gathered';
import { inTurn } from '#detect/in-turn';
import { type Narrative, narrative } from './narrative.js';
import { Row } from './row.js';
import { templates } from './templates.js';

/** What must hold of a template before somebody looks (`report`) or something may be done (`act`). */
const REPORTED = { parties: 3, languages: 3, polyglots: 0.5, common: 0.42, devotion: 0.2, length: 2_000 } as const;
const ACTED_ON = { parties: 5, languages: 4, common: 0.65, devotion: 0.5, hours: 14 } as const;

/** Most of a prompt's words that may be filled in, 0..1: personas and places are a few of them, texts to be translated that share passages differ by more. */
const MOST_FILLED = 0.38;

/**
 * Where only personas or stances change, more must hold, and nothing is done by itself: words of one list in the slots, each party
 * filling them in many ways, little else asked, and answers in words of their own without anything to sell, which is spam's affair.
 */
const PERSONAS = { common: 0.8, sharedWords: 8, fillings: 4, devotion: 0.5, copied: 0.8, promoting: 0.5 } as const;

/** Records shown, those of every party before a second one of any. */
const SHOWN = 50;

/**
 * Narrative fan-out: several parties render one template again and again, in many languages or as many personas.
 *
 * A translator renders many texts once in each language, the fans of a public prompt each in their own language; whoever tells
 * one story to many publics renders one text many times in each of them. The slots of the template are filled from one list
 * whichever party asks: several accounts, one hand.
 *
 * Public cases: OpenAI, "AI and covert influence operations", May 2024 (Bad Grammar, Doppelganger, Spamouflage) and
 * "Disrupting malicious uses of AI", February 2026 (Fish Food).
 */
export const narrativeFanOut: Detector<Row> = {
  name: 'narrative-fan-out',
  version: 1,
  category: 'INF',
  family: 'BEH',
  severity: 'medium',
  everyHours: 24,
  // Batches are a few a day; two days hold enough of them, and a Monday still has its Sunday.
  spanHours: 48,
  judges: 'windows',
  catches:
    'Three or more parties that render one prompt template again and again, with short answers in three languages or more, or under personas and stances of one common list.',
  misses:
    'Operations of fewer than three parties, logs without prompts or answers, templates hidden in system prompts, texts pasted in whole and rewritten, personas invented afresh for every call, and accounts of over 2,000 calls in two days.',
  mistakes:
    'Agencies that work for one client under accounts of their own, and products whose customers send one short template in many languages with their own keys.',
  measures: {
    parties: {
      unit: 'verified organisations, or accounts without one',
      report: REPORTED.parties,
      act: ACTED_ON.parties,
    },
    records: { unit: 'prompts of the template with their answers' },
    languages: {
      unit: 'languages of three answers or more',
      report: REPORTED.languages,
      act: ACTED_ON.languages,
      note: `fewer where personas fan out: at least ${PERSONAS.sharedWords} shared words, and nothing to act on`,
    },
    polyglots: { unit: '0..1 of the parties', report: REPORTED.polyglots },
    shared_words: { unit: 'different words in slots that two parties fill in' },
    common: { unit: '0..1 of the words in slots', report: REPORTED.common, act: ACTED_ON.common },
    filled: { unit: `0..1 of the words of a prompt, mean; at most ${MOST_FILLED}` },
    copied: { unit: '0..1 of the answers' },
    devotion: { unit: "0..1 of a party's prompts, mean", report: REPORTED.devotion, act: ACTED_ON.devotion },
    bytes: { unit: 'bytes of an answer, median; at most 2,000' },
    hours: { unit: 'hours of the day that hold nine calls in ten', note: `at most ${ACTED_ON.hours} to act` },
    score: { unit: 'log10 of parties, renderings and languages or shared words multiplied, times common' },
  },
  sql: new URL('./narrative-fan-out.sql', import.meta.url),
  row: Row,
  judge(rows) {
    const accounts = new Map(rows.map((row) => [row.account, row]));
    return templates(rows).flatMap((template) => {
      const told = narrative(template);
      return told === undefined ? [] : finding(told, accounts);
    });
  },
};

function finding(told: Narrative, accounts: ReadonlyMap<string, Row>): Finding[] {
  const devotion = devotionOf(told, accounts);
  if (told.tellers.length < REPORTED.parties || told.length > REPORTED.length || told.filled > MOST_FILLED) return [];
  const isFannedOut =
    told.languages.length >= REPORTED.languages &&
    told.polyglots >= REPORTED.polyglots &&
    told.common >= REPORTED.common &&
    devotion >= REPORTED.devotion;
  if (!isFannedOut && !isPlayed(told, devotion)) return [];
  const isActedOn =
    isFannedOut &&
    told.tellers.length >= ACTED_ON.parties &&
    told.languages.length >= ACTED_ON.languages &&
    told.common >= ACTED_ON.common &&
    devotion >= ACTED_ON.devotion &&
    told.hours <= ACTED_ON.hours;
  const breadth = isFannedOut ? told.languages.length : told.sharedWords;
  return [
    {
      subject: { kind: 'campaign', id: told.renderings[0]?.record ?? '' },
      score: told.common * Math.log10(told.tellers.length * told.renderings.length * breadth),
      point: isActedOn ? 'act' : 'report',
      because: sentence(told, isFannedOut),
      numbers: {
        parties: told.tellers.length,
        records: told.renderings.length,
        languages: told.languages.length,
        polyglots: told.polyglots,
        shared_words: told.sharedWords,
        common: told.common,
        filled: told.filled,
        copied: told.copied,
        devotion,
        bytes: told.length,
        hours: told.hours,
      },
      evidence: evidence(told),
      members: members(told),
      records: told.renderings.map(({ record }) => record).sort(),
    },
  ];
}

/** Whether one list of personas, places or stances is played through. */
function isPlayed({ tellers, common, sharedWords, copied, promoting }: Narrative, devotion: number): boolean {
  const fillings = tellers.reduce((sum, teller) => sum + teller.fillings, 0) / tellers.length;
  return (
    common >= PERSONAS.common &&
    sharedWords >= PERSONAS.sharedWords &&
    fillings >= PERSONAS.fillings &&
    devotion >= PERSONAS.devotion &&
    copied < PERSONAS.copied &&
    promoting < PERSONAS.promoting
  );
}

/** Mean over the parties of the share of their prompts that are of this template, 0..1; where renderings were drawn, so is the share. */
function devotionOf({ tellers }: Narrative, accounts: ReadonlyMap<string, Row>): number {
  const shares = tellers.map(({ renderings }) => {
    const own = [...new Set(renderings.map(({ account }) => account))].map((account) => accounts.get(account) as Row);
    const prompts = own.reduce((sum, row) => sum + row.prompts, 0);
    const weight = (account: string) => {
      const row = accounts.get(account) as Row;
      return row.rendered / row.renderings.length;
    };
    return renderings.reduce((sum, { account }) => sum + weight(account), 0) / prompts;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function sentence({ tellers, renderings, languages, sharedWords }: Narrative, isFannedOut: boolean): string {
  const who = `${tellers.length} parties rendered one template ${renderings.length} times`;
  return isFannedOut
    ? `${who} in ${languages.length} languages (${languages.join(', ')})`
    : `${who}, filling it in with the same ${sharedWords} words by turns`;
}

function members({ tellers }: Narrative): Member[] {
  return tellers
    .flatMap(({ renderings }) => {
      return [...gathered(renderings, ({ account }) => account)].map(([account, some]) => {
        const languages = [
          ...new Set(some.map(({ language }) => language).filter((language) => language !== '')),
        ].sort();
        const spoken = languages.length === 0 ? '' : ` in ${languages.join(', ')}`;
        return { account, records: some.length, tie: `rendered the template ${some.length} times${spoken}` };
      });
    })
    .sort((a, b) => (a.account < b.account ? -1 : 1));
}

function evidence({ tellers }: Narrative): string[] {
  return inTurn(
    tellers.map(({ renderings }) => renderings),
    SHOWN,
  ).map(({ record }) => record);
}
