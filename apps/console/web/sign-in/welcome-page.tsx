import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { LinkPurpose, Session } from '../api/answers.js';
import { post } from '../api/ask.js';
import { sessionQuery } from '../api/session.js';
import { Answered } from '../parts/answered.js';
import { Instant } from '../parts/instant.js';
import { Icon } from '../shell/icon.js';
import { useTitle } from '../shell/page-head.js';
import classes from './sign-in.module.css';

/** Where the link of a first start, or of a new colleague, leads: its secret stays behind the `#` and in no log. */
export function WelcomePage() {
  const [token] = useState(() => window.location.hash.slice(1));
  const link = useQuery({
    queryKey: ['welcome', token],
    queryFn: () => post<LinkPurpose>('/v1/welcome/look', { token }),
    retry: false,
  });
  useTitle('Welcome');
  return (
    <main className={classes.room}>
      <div className={classes.card}>
        <h1 className={classes.brand}>
          <Icon name="eye" size={22} /> Welcome
        </h1>
        <Answered query={link} what="the link" lines={4}>
          {(purpose) => <Welcome token={token} purpose={purpose} />}
        </Answered>
      </div>
    </main>
  );
}

function Welcome({ token, purpose }: { readonly token: string; readonly purpose: LinkPurpose }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const isFirst = purpose.purpose === 'first_admin';
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const entering = useMutation({
    mutationFn: () => post<Session>('/v1/welcome', { token, password, ...(isFirst ? { login, name } : {}) }),
    onSuccess: async (session) => {
      queries.setQueryData(sessionQuery.queryKey, session);
      await navigate({ to: '/queue', replace: true });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        entering.mutate();
      }}
    >
      <p className={classes.says}>
        {isFirst
          ? 'You are the first here and become its administrator. Others are added under People.'
          : `Choose a password, ${purpose.person?.name ?? ''}.`}{' '}
        The link holds until <Instant at={purpose.expires_at} /> UTC.
      </p>
      <Stack gap="sm">
        {isFirst && (
          <>
            <TextInput
              label="Name you sign in with"
              description="Small letters, digits and . _ @ -"
              autoComplete="username"
              required
              value={login}
              onChange={(event) => setLogin(event.currentTarget.value)}
            />
            <TextInput
              label="Name others see"
              autoComplete="name"
              required
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </>
        )}
        <PasswordInput
          label="Password"
          description="Several words make a good one"
          autoComplete="new-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {entering.error !== null && (
          <p role="alert" className={classes.refused}>
            {entering.error.message}
          </p>
        )}
        <Button type="submit" size="sm" loading={entering.isPending}>
          Begin
        </Button>
      </Stack>
    </form>
  );
}
