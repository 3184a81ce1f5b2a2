import type { Field } from '../parts/form-dialog.js';

const DAY = 86_400_000;

/** Days an entry is offered to hold; somebody has to look at it again then. */
const USUAL_DAYS = 30;

const KINDS = ['account', 'key', 'network'].map((value) => ({ value, label: value }));

const USAGES = [
  { value: 'carrier_nat', label: 'Carrier’s NAT' },
  { value: 'vpn', label: 'VPN' },
  { value: 'cloud_egress', label: 'Way out of a cloud' },
  { value: 'campus', label: 'Campus' },
];

/** The instant at which a day of UTC is over. */
export function endOfDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString();
}

function untilField(now: string): Field {
  const begins = new Date(Date.parse(now) + USUAL_DAYS * DAY).toISOString().slice(0, 10);
  return { name: 'until', label: 'Until the end of (UTC)', as: 'instant', begins };
}

interface Excepting {
  readonly kind: string | undefined;
  readonly subject: string | undefined;
  readonly now: string;
}

/** What is asked of an exception. */
export function exceptionFields({ kind = 'account', subject = '', now }: Excepting): readonly Field[] {
  return [
    { name: 'subject', label: 'Pseudonym', says: '32 digits, as its page shows them', begins: subject },
    { name: 'kind', label: 'What it names', choices: KINDS, begins: kind },
    { name: 'detector', label: 'Only for this detector', says: 'All of them when left empty', isOptional: true },
    { name: 'reason', label: 'Why, so that somebody else can check it', as: 'text' },
    untilField(now),
  ];
}

/** What is asked of a shared network. */
export function sharedFields(now: string): readonly Field[] {
  return [
    { name: 'subject', label: 'Network', says: 'Its pseudonym, or an autonomous system such as AS64500' },
    { name: 'usage', label: 'Who shares it', choices: USAGES },
    { name: 'provenance', label: 'Where it is known from', says: 'So that somebody else can check it', as: 'text' },
    untilField(now),
  ];
}
