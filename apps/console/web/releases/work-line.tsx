import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ReleaseWork } from '../api/answers.js';
import { get, post } from '../api/ask.js';
import { counted } from '../parts/numbers.js';

/** Milliseconds between two looks at work that goes on. */
const LOOK_AGAIN = 1_000;

/** How far measuring or checking has come, and a way to cancel it; nothing when there was none. */
export function WorkLine({ period }: { readonly period: string }) {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['releases', 'work', period],
    queryFn: ({ signal }) => get<ReleaseWork>(`/v1/releases/${period}/work`, {}, signal),
    refetchInterval: ({ state }) => (state.data?.work?.state === 'running' ? LOOK_AGAIN : false),
    retry: false,
  });
  const work = data?.work ?? undefined;
  const state = work?.state;
  // The list says where the release stands once the work has ended.
  useEffect(() => {
    if (state === 'done') void queries.invalidateQueries({ queryKey: ['releases'], exact: true });
  }, [queries, state]);
  const cancelling = useMutation({
    mutationFn: () => post(`/v1/releases/${period}/cancel`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['releases', 'work', period] }),
  });
  if (work === undefined || work.state === 'done') return null;
  return (
    <Group gap={6} role="status">
      <span>
        {work.state === 'running'
          ? `${work.step}${work.of > 1 ? `: ${work.done} of ${counted(work.of, 'part')}` : '…'}`
          : (work.message ?? work.state)}
      </span>
      {work.state === 'running' && (
        <Button size="compact-xs" variant="default" loading={cancelling.isPending} onClick={() => cancelling.mutate()}>
          Cancel
        </Button>
      )}
    </Group>
  );
}
