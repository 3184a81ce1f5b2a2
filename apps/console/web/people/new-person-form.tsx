import { Button, Code, Group, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { SignInLink } from '../../people/people-shape.js';
import { post } from '../api/ask.js';
import { DialogTrouble } from '../incident/dialog-parts.js';
import { Panel } from '../parts/panel.js';

const ROLES = ['viewer', 'investigator', 'lead', 'publisher', 'admin'];

/** Adds somebody; the link by which they choose a password is shown once. */
export function NewPersonForm() {
  const queries = useQueryClient();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState('investigator');
  const adding = useMutation({
    mutationFn: () =>
      post<z.infer<typeof SignInLink>>('/v1/people', { login, name, role, reason: 'added on the page of people' }),
    onSuccess: () => {
      setLogin('');
      setName('');
      return queries.invalidateQueries({ queryKey: ['people'] });
    },
  });
  return (
    <Panel title="Add somebody">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          adding.mutate();
        }}
      >
        <Group gap="sm" align="flex-end">
          <TextInput label="Name" required value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput
            label="Signs in as"
            required
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <Select
            label="Role"
            data={ROLES}
            value={role}
            onChange={(next) => setRole(next ?? role)}
            allowDeselect={false}
          />
          <Button type="submit" loading={adding.isPending}>
            Add
          </Button>
        </Group>
      </form>
      <DialogTrouble error={adding.error} />
      {adding.data?.link != null && (
        <p>
          Send this link to {adding.data.person.name}; it works once and is not shown again:{' '}
          <Code>{`${location.origin}${adding.data.link}`}</Code>
        </p>
      )}
    </Panel>
  );
}
