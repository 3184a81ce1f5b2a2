import { useSyncExternalStore } from 'react';

const ATTRIBUTE = 'data-mantine-color-scheme';

/** The scheme whose colours the page has now; what is asked for is known earlier than its colours can be read. */
export function useSchemeOnPage(): string {
  return useSyncExternalStore(subscribe, () => document.documentElement.getAttribute(ATTRIBUTE) ?? 'light');
}

function subscribe(changed: () => void): () => void {
  const watcher = new MutationObserver(changed);
  watcher.observe(document.documentElement, { attributeFilter: [ATTRIBUTE] });
  return () => watcher.disconnect();
}
