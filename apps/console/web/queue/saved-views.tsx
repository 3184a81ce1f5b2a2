import { Button, CloseButton, Menu, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../shell/icon.js';
import { keepViews, readViews, STANDARD_VIEWS, type View, withView } from './kept-views.js';
import { askedOf, type QueueSearch, readQueueSearch } from './queue-search.js';

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
    keepViews(views);
    setOwn(views);
  };
  const open = (view: View) => onOpen(readQueueSearch(Object.fromEntries(new URLSearchParams(view.search))));
  const save = () => {
    keep(withView(own, name.trim(), askedOf(search) as Record<string, string>));
    onOpen({ ...search, view: name.trim() });
    setName('');
  };
  return (
    <Menu width={260} position="bottom-end" closeOnItemClick trapFocus>
      <Menu.Target>
        <Button variant="default">{search.view ?? 'Views'} ▾</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {STANDARD_VIEWS.map((view) => (
          <Menu.Item key={view.name} onClick={() => open(view)}>
            {view.name}
          </Menu.Item>
        ))}
        {own.length > 0 && <Menu.Label>Saved in this browser</Menu.Label>}
        {own.map((view) => (
          <Menu.Item
            key={view.name}
            onClick={() => open(view)}
            rightSection={
              <CloseButton
                component="span"
                size="xs"
                title={`Delete the view ${view.name}`}
                onClick={(event) => {
                  event.stopPropagation();
                  keep(own.filter(({ name: other }) => other !== view.name));
                }}
              />
            }
          >
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
