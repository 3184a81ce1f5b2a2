import { Button, Table } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { AuditPage as Answer } from '../api/answers.js';
import { get } from '../api/ask.js';
import { Instant } from '../parts/instant.js';
import { whole } from '../parts/numbers.js';
import { Tag } from '../parts/tag.js';
import { Trouble } from '../parts/trouble.js';
import { Waiting } from '../parts/waiting.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';

/** Who did what, and who looked at what and why; a chain that shows every change made to it. */
export function AuditPage() {
  const log = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) => get<Answer>('/v1/audit', { before: pageParam }, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next_before }) => next_before ?? undefined,
  });
  const verification = useQuery({
    queryKey: ['audit-verification'],
    queryFn: ({ signal }) =>
      get<{ whole: boolean; entries: number; broken: { sequence: number; because: string } | null }>(
        '/v1/audit/verification',
        {},
        signal,
      ),
  });
  const entries = log.data?.pages.flatMap((page) => page.entries);
  return (
    <>
      <PageHead
        title="Audit log"
        says="who did what, who looked at what, and why"
        aside={
          verification.data !== undefined &&
          (verification.data.whole ? (
            <Tag tone="good">whole: {whole(verification.data.entries)} entries checked</Tag>
          ) : (
            <Tag tone="critical">
              broken at {verification.data.broken?.sequence}: {verification.data.broken?.because}
            </Tag>
          ))
        }
      />
      <PageBody flush>
        {entries === undefined ? (
          log.isError ? (
            <Trouble error={log.error} again={() => void log.refetch()} />
          ) : (
            <Waiting what="the log" lines={12} />
          )
        ) : (
          <Table verticalSpacing={4} horizontalSpacing={12} fz={13}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th ta="right">No.</Table.Th>
                <Table.Th>When (UTC)</Table.Th>
                <Table.Th>Who</Table.Th>
                <Table.Th>Did</Table.Th>
                <Table.Th>To</Table.Th>
                <Table.Th>Why</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {entries.map(({ sequence, at, actor, action, object_kind, object, reason }) => (
                <Table.Tr key={sequence}>
                  <Table.Td ta="right">{sequence}</Table.Td>
                  <Table.Td>
                    <Instant at={at} />
                  </Table.Td>
                  <Table.Td>{actor}</Table.Td>
                  <Table.Td>{action}</Table.Td>
                  <Table.Td>
                    {object_kind} {object.slice(0, 12)}
                  </Table.Td>
                  <Table.Td>{reason}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {log.hasNextPage && (
          <Button m="sm" variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            Earlier entries
          </Button>
        )}
      </PageBody>
    </>
  );
}
