import { Button, Menu, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedHunts } from '../../hunts/kept-hunt-shape.js';
import { get, post } from '../api/ask.js';
import { useMay } from '../api/session.js';
import { readSearch, writeSearch } from '../search-text.js';
import { say } from '../shell/say.js';
import { asked, type HuntSearch, readHuntSearch } from './hunt-search.js';

interface HuntKeeping {
  readonly search: HuntSearch;
  readonly onOpen: (search: HuntSearch) => void;
}

const FORMATS = [
  { value: 'csv', label: 'CSV, safe to open in a spreadsheet' },
  { value: 'ndjson', label: 'NDJSON' },
  { value: 'parquet', label: 'Parquet' },
];

/** Hunts that were saved, and ways to take this one along: link, file, draft of a detector. */
export function HuntKeeping({ search, onOpen }: HuntKeeping) {
  const queries = useQueryClient();
  const mayExport = useMay('usage:export');
  const [asks, setAsks] = useState<'save' | 'export' | 'draft'>();
  const [text, setText] = useState('');
  const [format, setFormat] = useState('csv');
  const saved = useQuery({
    queryKey: ['saved-hunts'],
    queryFn: ({ signal }) => get<SavedHunts>('/v1/saved-hunts', {}, signal),
  });
  const close = () => {
    setAsks(undefined);
    setText('');
  };
  const submit = async () => {
    if (asks === 'save') {
      try {
        await post('/v1/saved-hunts', { name: text, hunt: writeSearch(asked(search)).slice(1) });
      } catch (error) {
        return say(error as Error);
      }
      await queries.invalidateQueries({ queryKey: ['saved-hunts'] });
    } else {
      const own = asks === 'export' ? { format, reason: text } : { name: text };
      window.location.assign(
        `/v1/hunts/${asks === 'export' ? 'export' : 'detector'}${writeSearch({ ...asked(search), ...own })}`,
      );
    }
    close();
  };
  return (
    <>
      <Menu width={240} position="bottom-end">
        <Menu.Target>
          <Button variant="default">Saved hunts</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(saved.data?.hunts ?? []).map(({ id, name, hunt }) => (
            <Menu.Item key={id} onClick={() => onOpen({ ...readHuntSearch(readSearch(hunt)), saved: id })}>
              {name}
            </Menu.Item>
          ))}
          {saved.data?.hunts.length === 0 && <Menu.Label>Nobody has saved one yet</Menu.Label>}
          <Menu.Divider />
          <Menu.Item onClick={() => setAsks('save')}>Save this hunt…</Menu.Item>
          <Menu.Item onClick={() => void navigator.clipboard.writeText(location.href)}>Copy its link</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {mayExport && (
        <>
          <Button variant="default" onClick={() => setAsks('export')}>
            Export…
          </Button>
          <Button variant="default" onClick={() => setAsks('draft')}>
            Draft a detector…
          </Button>
        </>
      )}
      <Modal
        opened={asks !== undefined}
        onClose={close}
        title={asks === 'save' ? 'Save this hunt' : asks === 'export' ? 'Export the calls' : 'Draft a shadow detector'}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Stack gap="sm">
            <TextInput
              label={
                asks === 'save'
                  ? 'Name'
                  : asks === 'export'
                    ? 'Why they are taken away (logged)'
                    : 'Name of the detector, such as night-shift'
              }
              required
              data-autofocus
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            {asks === 'export' && (
              <Select
                label="Format"
                data={FORMATS}
                value={format}
                onChange={(next) => setFormat(next ?? 'csv')}
                allowDeselect={false}
              />
            )}
            <Button type="submit">{asks === 'save' ? 'Save' : 'Download'}</Button>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
