import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Discovery } from '../api/answers.js';
import { get, post } from '../api/ask.js';
import { useMay } from '../api/session.js';
import { DialogTrouble } from '../incident/dialog-parts.js';
import { MemberTable } from '../incident/member-table.js';
import { Answered } from '../parts/answered.js';
import { Facts } from '../parts/facts.js';
import { Instant } from '../parts/instant.js';
import { counted } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Waiting } from '../parts/waiting.js';
import { PageBody } from '../shell/page-body.js';
import bodyClasses from '../shell/page-body.module.css';
import { PageHead } from '../shell/page-head.js';

const DayChart = lazy(() => import('../charts/day-chart.js'));

/** One growing cluster: who is in it, since when, and what an analyst says of it. */
export function DiscoveryPage() {
  const { id } = useParams({ from: '/desk/discoveries/$id' });
  const discovery = useQuery({
    queryKey: ['discovery', id],
    queryFn: ({ signal }) => get<Discovery>(`/v1/discoveries/${id}`, {}, signal),
  });
  return (
    <Answered query={discovery} what="the discovery" lines={12}>
      {(each) => (
        <>
          <PageHead title={`Discovery ${id.slice(0, 8)}`} says={each.because} />
          <PageBody>
            <div className={bodyClasses.columns}>
              <Panel title="Growth" note="accounts at work by day, UTC">
                <Suspense fallback={<Waiting what="the chart" />}>
                  <DayChart
                    days={each.growth.map(({ day, accounts }) => ({ day, value: accounts }))}
                    name="accounts"
                    says={`Accounts by day: ${each.growth.map(({ day, accounts }) => `${day} ${accounts}`).join(', ')}`}
                  />
                </Suspense>
              </Panel>
              <Panel title="What is said of it">
                <Facts
                  of={[
                    ['State', each.state.replace('_', ' ')],
                    ['First seen', <Instant key="first" at={each.first_seen} as="day" />],
                    ['Last seen', <Instant key="last" at={each.last_seen} />],
                    ['Languages', each.languages.join(', ') || 'unsure'],
                    ...each.explained_by.map(
                      ({ detector, accounts }) =>
                        ['Explained', `${detector} names ${counted(accounts, 'account')}`] as const,
                    ),
                    ...each.marks.map(
                      ({ mark, marked_by, reason }) => [mark.replace('_', ' '), `${marked_by}: ${reason}`] as const,
                    ),
                  ]}
                />
                <MarkForm id={id} />
              </Panel>
            </div>
            <Panel title="Who is in it" note={counted(each.members.length, 'account')} flush>
              <MemberTable members={each.members} />
            </Panel>
          </PageBody>
        </>
      )}
    </Answered>
  );
}

function MarkForm({ id }: { readonly id: string }) {
  const mayMark = useMay('discovery:mark');
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const marking = useMutation({
    mutationFn: (mark: 'looked_at' | 'explained') => post<Discovery>(`/v1/discoveries/${id}/marks`, { mark, reason }),
    onSuccess: async (discovery) => {
      queries.setQueryData(['discovery', id], discovery);
      setReason('');
      await queries.invalidateQueries({ queryKey: ['discoveries'] });
    },
  });
  if (!mayMark) return null;
  return (
    <Stack gap="xs" mt="sm">
      <Textarea
        label="What you make of it"
        autosize
        minRows={2}
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <DialogTrouble error={marking.error} />
      <Group gap="xs">
        <Button variant="default" disabled={reason.trim() === ''} onClick={() => marking.mutate('looked_at')}>
          Looked at, nothing to do
        </Button>
        <Button variant="default" disabled={reason.trim() === ''} onClick={() => marking.mutate('explained')}>
          I can explain it
        </Button>
      </Group>
    </Stack>
  );
}
