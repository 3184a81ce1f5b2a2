import { Button, Group, Select, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useCommand } from '../keys/key-desk.js';
import type { AuditSearch } from './audit-search.js';
import { deedName } from './deed-names.js';

/** Deeds people look for; the log knows more. */
const DEEDS = [
  'incident.reveal',
  'incident.decide',
  'action_set.execute',
  'action_set.undo',
  'appeal.judge',
  'exception.add',
  'session.begin',
  'person.role',
].map((value) => ({ value, label: deedName(value) }));

interface AuditFiltersOf {
  readonly search: AuditSearch;
  readonly onChange: (search: AuditSearch) => void;
}

/** Who, what and about what; the address says the same. */
export function AuditFilters({ search, onChange }: AuditFiltersOf) {
  const [actor, setActor] = useState(search.actor ?? '');
  const [object, setObject] = useState(search.object ?? '');
  const first = useRef<HTMLInputElement>(null);
  useCommand('filter', () => first.current?.focus());
  const narrow = (name: keyof AuditSearch, value: string | null) => {
    const { [name]: _, ...others } = search;
    onChange(value === null || value.trim() === '' ? others : { ...others, [name]: value.trim() });
  };
  const deeds =
    search.action === undefined || DEEDS.some(({ value }) => value === search.action)
      ? DEEDS
      : [{ value: search.action, label: deedName(search.action) }, ...DEEDS];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const { action } = search;
        onChange({
          ...(action === undefined ? {} : { action }),
          ...(actor.trim() === '' ? {} : { actor: actor.trim() }),
          ...(object.trim() === '' ? {} : { object: object.trim() }),
        });
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          ref={first}
          label="Who"
          placeholder="login"
          w={130}
          value={actor}
          onChange={(event) => setActor(event.currentTarget.value)}
        />
        <Select
          label="Did what"
          placeholder="anything"
          w={210}
          clearable
          data={deeds}
          value={search.action ?? null}
          onChange={(next) => narrow('action', next)}
        />
        <TextInput
          label="To what"
          placeholder="id of an incident, an action set, an account"
          w={300}
          value={object}
          onChange={(event) => setObject(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          Filter
        </Button>
        <Button variant="default" onClick={() => onChange({ action: 'incident.reveal' })}>
          Who looked at what
        </Button>
        {Object.keys(search).length > 0 && (
          <Button variant="subtle" onClick={() => onChange({})}>
            Clear
          </Button>
        )}
      </Group>
    </form>
  );
}
