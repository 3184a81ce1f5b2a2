import { SegmentedControl, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Discoveries } from '../api/answers.js';
import { get } from '../api/ask.js';
import { Sparkline } from '../charts/sparkline.js';
import { Answered } from '../parts/answered.js';
import { Instant } from '../parts/instant.js';
import { Nothing } from '../parts/nothing.js';
import { whole } from '../parts/numbers.js';
import { Tag } from '../parts/tag.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';

/** What is growing that nobody has an explanation for; none of it accuses anybody. */
export function DiscoveriesPage() {
  const [state, setState] = useState('waiting');
  const discoveries = useQuery({
    queryKey: ['discoveries', state],
    queryFn: ({ signal }) => get<Discoveries>('/v1/discoveries', { state }, signal),
  });
  return (
    <>
      <PageHead
        title="Discoveries"
        says="clusters that grow and that no detector explains; they wait for an analyst and accuse nobody"
        aside={
          <SegmentedControl
            aria-label="Which"
            data={[
              { value: 'waiting', label: 'Waiting' },
              { value: 'all', label: 'All' },
            ]}
            value={state}
            onChange={setState}
          />
        }
      />
      <PageBody flush>
        <Answered query={discoveries} what="discoveries" lines={8}>
          {(answer) =>
            answer.discoveries.length === 0 ? (
              <Nothing title={state === 'waiting' ? 'Nothing new is growing' : 'Nothing was ever found growing'}>
                A cluster appears here when accounts join it on every day of three.
              </Nothing>
            ) : (
              <Table verticalSpacing={6} horizontalSpacing={12} fz={13} highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Discovery</Table.Th>
                    <Table.Th>Growth</Table.Th>
                    <Table.Th ta="right">Accounts</Table.Th>
                    <Table.Th>Languages</Table.Th>
                    <Table.Th>Last seen (UTC)</Table.Th>
                    <Table.Th>State</Table.Th>
                    <Table.Th>Why it is new</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {answer.discoveries.map((each) => (
                    <Table.Tr key={each.id}>
                      <Table.Td ff="monospace">
                        <Link to="/discoveries/$id" params={{ id: each.id }}>
                          {each.id.slice(0, 10)}
                        </Link>
                      </Table.Td>
                      <Table.Td>
                        <Sparkline values={each.growth.map(({ accounts }) => accounts)} name="accounts a day" />
                      </Table.Td>
                      <Table.Td ta="right">{whole(each.members.length)}</Table.Td>
                      <Table.Td>{each.languages.join(', ') || 'unsure'}</Table.Td>
                      <Table.Td>
                        <Instant at={each.last_seen} />
                      </Table.Td>
                      <Table.Td>
                        <Tag tone={each.state === 'new' && each.explained_by.length === 0 ? 'ink' : 'low'}>
                          {each.explained_by.length > 0
                            ? `explained by ${each.explained_by[0]?.detector}`
                            : each.state.replace('_', ' ')}
                        </Tag>
                      </Table.Td>
                      <Table.Td>{each.because}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            )
          }
        </Answered>
      </PageBody>
    </>
  );
}
