import { Button, Table } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { RecordsAnswer } from '../../hunts/hunt-shape.js';
import { get } from '../api/ask.js';
import { Instant } from '../parts/instant.js';
import { Panel } from '../parts/panel.js';
import { Pseudonym } from '../parts/pseudonym.js';
import { Trouble } from '../parts/trouble.js';
import { Waiting } from '../parts/waiting.js';
import { asked, type HuntSearch } from './hunt-search.js';

/** Columns worth their room; a record has some fifty. */
const SHOWN = ['key', 'network', 'model', 'operation', 'status', 'error', 'input_tokens', 'output_tokens'] as const;

interface HuntRecords {
  readonly search: HuntSearch;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

/** The calls themselves, once somebody wants to see them. */
export function HuntRecords({ search, isOpen, onOpen }: HuntRecords) {
  const records = useInfiniteQuery({
    queryKey: ['hunt-records', asked(search)],
    queryFn: ({ pageParam, signal }) =>
      get<RecordsAnswer>('/v1/hunts/records', { ...asked(search), limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    enabled: isOpen,
  });
  const found = records.data?.pages.flatMap((page) => page.records);
  return (
    <Panel
      title="Calls"
      note="latest first, without any text"
      flush
      aside={
        !isOpen && (
          <Button variant="default" size="compact-sm" onClick={onOpen}>
            Show the calls
          </Button>
        )
      }
    >
      {!isOpen ? (
        <div style={{ height: 8 }} />
      ) : found === undefined ? (
        records.isError ? (
          <Trouble error={records.error} again={() => void records.refetch()} />
        ) : (
          <Waiting what="the calls" />
        )
      ) : (
        <Table verticalSpacing={3} horizontalSpacing={10} fz={12.5}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>When (UTC)</Table.Th>
              <Table.Th>account</Table.Th>
              {SHOWN.map((name) => (
                <Table.Th key={name}>{name.replace('_', ' ')}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.map((record) => (
              <Table.Tr key={record.record}>
                <Table.Td>
                  <Instant at={record.at} />
                </Table.Td>
                <Table.Td>
                  <Pseudonym kind="account" id={record.account} bare />
                </Table.Td>
                {SHOWN.map((name) => (
                  <Table.Td key={name}>
                    {name === 'key' || name === 'network' ? (
                      <Pseudonym kind={name} id={String(record[name] ?? '') || '–'} bare />
                    ) : (
                      String(record[name] ?? '')
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {records.hasNextPage && (
        <Button
          m="sm"
          variant="default"
          loading={records.isFetchingNextPage}
          onClick={() => void records.fetchNextPage()}
        >
          Earlier calls
        </Button>
      )}
    </Panel>
  );
}
