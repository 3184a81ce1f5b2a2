import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Refusal } from './ask.js';

/** Names the address to come back to after signing in again. */
function signInAgain(error: unknown): void {
  if (!(error instanceof Refusal) || error.status !== 401) return;
  window.dispatchEvent(new Event('usewatch.signed-out'));
}

/** Stores come back within seconds; a refusal stays one. */
function isWorthAnotherTry(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof Refusal && (error.status === 0 || error.status === 503);
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: signInAgain }),
  mutationCache: new MutationCache({ onError: signInAgain }),
  defaultOptions: { queries: { retry: isWorthAnotherTry, staleTime: 5_000, refetchOnWindowFocus: true } },
});
