import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ActionSet, ActionSetLine } from '../api/answers.js';
import { post } from '../api/ask.js';
import { counted } from '../parts/numbers.js';
import { say } from '../shell/say.js';
import { refreshIncident } from './refresh-incident.js';

/** Takes an action back as a whole, at once: whoever takes back harms nobody by not being asked twice. */
export function useUndo(): UseMutationResult<ActionSet, Error, ActionSetLine> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: ActionSetLine) =>
      post<ActionSet>(`/v1/action-sets/${id}/undo`, { reason: 'taken back from the page of the incident' }),
    onSuccess: async (set) => {
      say(`The ${set.action} is undone: ${counted(set.accounts, 'account')} as before`);
      await refreshIncident(queries, set.incident);
    },
    onError: async (error, { incident }) => {
      say(error);
      // Refused, because it has ended or is undone already: the page shows what stands now.
      await refreshIncident(queries, incident);
    },
  });
}
