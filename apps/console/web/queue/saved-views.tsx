import { Button, Menu, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../shell/icon.js';
import { type QueueSearch, readQueueSearch } from './queue-search.js';

interface View {
  readonly name: string;
  /** The part of the address behind its question mark. */
  readonly search: string;
}

const KEPT = 'usewatch.views';

/** Views everybody begins with. */
const STANDARD: readonly View[] = [
  { name: 'Waiting for a decision', search: '' },
  { name: 'Mine', search: 'assignee=me' },
  { name: 'Grave and nobody’s', search: 'severity=high,critical&assignee=nobody' },
  { name: 'Second opinion wanted', search: 'opinion=wanted' },
  { name: 'Decided', search: 'state=confirmed,dismissed&order=latest' },
];

/** Names for addresses: a view is nothing but its link, which can be sent to a colleague as it is. */
export function SavedViews({
  search,
  onOpen,
}: {
  readonly search: QueueSearch;
  readonly onOpen: (search: QueueSearch) => void;
}) {
  const [own, setOwn] = useState(readViews);
  const [name, setName] = useState('');
  const keep = (views: readonly View[]) => {
    localStorage.setItem(KEPT, JSON.stringify(views));
    setOwn(views);
  };
  const open = (view: View) => onOpen(readQueueSearch(Object.fromEntries(new URLSearchParams(view.search))));
  const save = () => {
    const address = new URLSearchParams(search as Record<string, string>).toString();
    keep([...own.filter((view) => view.name !== name.trim()), { name: name.trim(), search: address }]);
    setName('');
  };
  return (
    <Menu width={260} position="bottom-end" closeOnItemClick trapFocus>
      <Menu.Target>
        <Button variant="default">Views</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {STANDARD.map((view) => (
          <Menu.Item key={view.name} onClick={() => open(view)}>
            {view.name}
          </Menu.Item>
        ))}
        {own.length > 0 && <Menu.Label>Saved in this browser</Menu.Label>}
        {own.map((view) => (
          <Menu.Item key={view.name} onClick={() => open(view)}>
            {view.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="copy" />} onClick={() => void navigator.clipboard.writeText(location.href)}>
          Copy the link of this view
        </Menu.Item>
        <form
          style={{ display: 'flex', gap: 6, padding: 6 }}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') save();
          }}
        >
          <TextInput
            aria-label="Name of a new view"
            placeholder="Name this view"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            flex={1}
          />
          <Button type="submit" variant="default" disabled={name.trim() === ''}>
            Save
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}

function readViews(): readonly View[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept)
      ? kept.filter((view) => typeof view?.name === 'string' && typeof view?.search === 'string')
      : [];
  } catch {
    return [];
  }
}
