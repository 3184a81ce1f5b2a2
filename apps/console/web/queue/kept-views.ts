/** A name for an address of the queue. */
export interface View {
  readonly name: string;
  /** The part of the address behind its question mark. */
  readonly search: string;
}

const KEPT = 'usewatch.views';

/** Views everybody begins with. */
export const STANDARD_VIEWS: readonly View[] = [
  { name: 'Waiting for a decision', search: '' },
  { name: 'Mine', search: 'assignee=me' },
  { name: 'Grave and nobody’s', search: 'severity=high,critical&assignee=nobody' },
  { name: 'Second opinion wanted', search: 'opinion=wanted' },
  { name: 'Asleep', search: 'snoozed=only' },
  { name: 'Decided', search: 'state=confirmed,dismissed&order=latest' },
];

/** The views of this browser; what cannot be read is none. */
export function readViews(): readonly View[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept)
      ? kept.filter((view) => typeof view?.name === 'string' && typeof view?.search === 'string')
      : [];
  } catch {
    return [];
  }
}

export function keepViews(views: readonly View[]): void {
  localStorage.setItem(KEPT, JSON.stringify(views));
}

/** The views with one more, or with another address for a name that is there. */
export function withView(views: readonly View[], name: string, search: Readonly<Record<string, string>>): View[] {
  const address = new URLSearchParams({ ...search, view: name }).toString();
  return [...views.filter((view) => view.name !== name), { name, search: address }];
}
