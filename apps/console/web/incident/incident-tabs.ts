/** The parts of an incident's page, in the order an investigator asks for them. */
export const TABS = ['overview', 'members', 'links', 'evidence', 'history'] as const;

export type Tab = (typeof TABS)[number];

/** Which part an address names; the overview when it names none of ours. */
export function readTab(search: Readonly<Record<string, unknown>>): { readonly tab?: Tab } {
  const tab = TABS.find((each) => each === search.tab);
  return tab === undefined || tab === 'overview' ? {} : { tab };
}
