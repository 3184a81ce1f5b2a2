/** Traffic light protocol 2.0: to whom a receiver may hand it on. */
export const TLP = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
export type Tlp = (typeof TLP)[number];

/** Something a campaign is known by, beside how many accounts used it. */
export interface SharedIndicator {
  /** A domain by name; a template or contact by its keyed hash. */
  readonly kind: 'domain' | 'template' | 'contact';
  readonly value: string;
  readonly accounts: number;
}

/** What peers are told of a campaign: what it is known by, and roughly how large it is; nothing of any account. */
export interface SharedCampaign {
  /** Who tells it: a UUID of the installation, and a name of the operator's choice. */
  readonly producer: { readonly id: string; readonly name: string };
  /** Of the campaign, 32 hex digits. */
  readonly id: string;
  readonly category: string;
  readonly detector: string;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  readonly accounts: number;
  readonly tlp: Tlp;
  /** Names the key of all hashes: peers with another key cannot compare them. */
  readonly hashKey: string;
  readonly indicators: readonly SharedIndicator[];
}

/** Lower ends of the bands that counts are told in; an exact count would show peers each account that comes and goes. */
const BANDS = [2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000] as const;

/** A count as a band, such as `20-49`; below two accounts nothing is shared at all. */
export function banded(count: number): string {
  const index = BANDS.findLastIndex((least) => count >= least);
  const least = BANDS[index];
  const next = BANDS[index + 1];
  if (least === undefined) return 'fewer than 2';
  return next === undefined ? `${least} or more` : `${least}-${next - 1}`;
}

/** What the campaign is, in one sentence that names nobody. */
export function sentenceOf({ accounts, category, detector, indicators, hashKey }: SharedCampaign): string {
  const kinds = ['domain', 'template', 'contact'] as const;
  const counts = kinds.map((kind) => `${indicators.filter((each) => each.kind === kind).length} ${kind}s`);
  return `${banded(accounts)} accounts acting together (category ${category}, found by ${detector}); known by ${counts.join(', ')}. Hashes are keyed, key ${hashKey}.`;
}

/** What one indicator is, and how many accounts used it. */
export function indicatorSentence({ kind, accounts }: SharedIndicator): string {
  const things = {
    domain: 'Domain promoted',
    template: 'Template of texts sent',
    contact: 'Contact promoted',
  } as const;
  return `${things[kind]} by ${banded(accounts)} accounts`;
}
