import { Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Session } from '../api/answers.js';
import { post } from '../api/ask.js';
import { Icon } from './icon.js';
import classes from './navigation.module.css';

/** Who is signed in, as what, and the way out. */
export function PersonMenu({ session: { person } }: { readonly session: Session }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await post('/v1/sign-out').catch(() => undefined);
    queries.clear();
    await navigate({ to: '/sign-in' });
  };
  return (
    <Menu position="right-end" width={220}>
      <Menu.Target>
        <button type="button" className={classes.place} title={person.name}>
          <Icon name="person" />
          <span>{person.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {person.login} · {person.role}
        </Menu.Label>
        <Menu.Item onClick={() => void leave()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
