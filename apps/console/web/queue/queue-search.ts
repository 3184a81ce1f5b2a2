import type { z } from 'zod';
import type { QueueQuery } from '../../casework/queue-shape.js';

/** What an address of the queue may say; the service checks the values, and says which one is wrong. */
const NAMES = [
  'state',
  'category',
  'severity',
  'detector',
  'age',
  'assignee',
  'account',
  'opinion',
  'snoozed',
  'order',
] as const satisfies readonly (keyof z.input<typeof QueueQuery>)[];

/** Filters as the address has them: several values of one filter with commas between. */
export type QueueSearch = { readonly [Name in (typeof NAMES)[number]]?: string } & {
  /** What the view was called by whoever saved it; its filters stand beside it, so that it works without. */
  readonly view?: string;
};

/** Takes what it knows of an address, and nothing else. */
export function readQueueSearch(search: Readonly<Record<string, unknown>>): QueueSearch {
  const known = [...NAMES, 'view' as const].flatMap((name) => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(known);
}

/** What the service is asked for. */
export function askedOf({ view: _, ...asked }: QueueSearch): Omit<QueueSearch, 'view'> {
  return asked;
}

/** The filters without their order: what facets are counted under. */
export function filtersOf({ order: _, view: __, ...filters }: QueueSearch): Omit<QueueSearch, 'order' | 'view'> {
  return filters;
}

export function valuesOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(',');
}

/** Adds a value to a filter, or takes it away; a filter without values is left out. */
export function toggled(search: QueueSearch, name: keyof QueueSearch, value: string): QueueSearch {
  const values = valuesOf(search[name]);
  const next = values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
  const { [name]: _, ...others } = search;
  return next.length === 0 ? others : { ...others, [name]: next.join(',') };
}
