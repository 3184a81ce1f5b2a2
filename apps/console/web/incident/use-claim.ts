import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Casework } from '../api/answers.js';
import { post } from '../api/ask.js';
import { say } from '../shell/say.js';
import { refreshIncident } from './refresh-incident.js';

/** Claims an incident, or gives it back. */
export function useClaim(
  incident: string,
  isMine: boolean,
): { readonly toggle: () => void; readonly isPending: boolean } {
  const queries = useQueryClient();
  const claiming = useMutation({
    mutationFn: () => post<Casework>(`/v1/incidents/${incident}/${isMine ? 'release' : 'claim'}`),
    onSuccess: async (casework) => {
      queries.setQueryData(['casework', incident], casework);
      say(isMine ? 'Given back; others may take it' : 'Claimed; others see that you work on it');
      await refreshIncident(queries, incident);
    },
    onError: (error) => say(error),
  });
  return { toggle: () => claiming.mutate(), isPending: claiming.isPending };
}
