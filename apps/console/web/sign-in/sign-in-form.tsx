import { Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Session } from '../api/answers.js';
import { post } from '../api/ask.js';
import { sessionQuery, signInWaysQuery } from '../api/session.js';
import classes from './sign-in.module.css';

/** Name and password, or the provider of the house. */
export function SignInForm({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const queries = useQueryClient();
  const { data: ways } = useQuery(signInWaysQuery);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const entering = useMutation({
    mutationFn: () => post<Session>('/v1/sign-in', { login, password }),
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, session);
      onSignedIn();
    },
    onError: () => setPassword(''),
  });
  return (
    <Stack gap="sm">
      {ways?.password !== false && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            entering.mutate();
          }}
        >
          <Stack gap="sm">
            <TextInput
              label="Name you sign in with"
              autoComplete="username"
              required
              data-autofocus
              value={login}
              onChange={(event) => setLogin(event.currentTarget.value)}
            />
            <PasswordInput
              label="Password"
              autoComplete="current-password"
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
              Sign in
            </Button>
          </Stack>
        </form>
      )}
      {ways?.oidc != null && (
        <>
          {ways.password && <Divider label="or" />}
          <Button component="a" href={ways.oidc.url} variant="default" size="sm">
            {ways.oidc.label}
          </Button>
        </>
      )}
    </Stack>
  );
}
