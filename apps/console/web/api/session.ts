import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Session, SignInWays } from './answers.js';
import { get } from './ask.js';

/** Who is signed in; asked once and again whenever the window comes back to the front. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<Session>('/v1/session', {}, signal),
  staleTime: 60_000,
  retry: false,
});

export const signInWaysQuery = queryOptions({
  queryKey: ['sign-in'],
  queryFn: ({ signal }) => get<SignInWays>('/v1/sign-in', {}, signal),
  staleTime: 60_000,
  retry: false,
});

/** Whether this person may do something, such as `incident:decide`; false until it is known. */
export function useMay(right: Session['rights'][number]): boolean {
  const { data } = useQuery(sessionQuery);
  return data?.rights.includes(right) ?? false;
}

/** The installation's clock: ages are told by it, for it stands still in a demonstration. */
export function useNow(): string {
  const { data } = useQuery(sessionQuery);
  return data?.now ?? new Date().toISOString();
}
