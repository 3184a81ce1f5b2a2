import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Campaigns } from '../api/answers.js';
import { get } from '../api/ask.js';
import { Answered } from '../parts/answered.js';
import { Instant } from '../parts/instant.js';
import { Nothing } from '../parts/nothing.js';
import { counted, whole } from '../parts/numbers.js';
import { Tag } from '../parts/tag.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';

/** Accounts acting together, the latest seen first. */
export function CampaignsPage() {
  const campaigns = useQuery({
    queryKey: ['campaigns'],
    queryFn: ({ signal }) => get<Campaigns>('/v1/campaigns', { merged: 'also', limit: 500 }, signal),
  });
  return (
    <>
      <PageHead title="Campaigns" says="accounts acting together, followed from window to window" />
      <PageBody flush>
        <Answered query={campaigns} what="the campaigns" lines={12}>
          {(answer) =>
            answer.campaigns.length === 0 ? (
              <Nothing title="No campaign was found yet">
                Detectors that look for accounts acting together name one here once two windows agree.
              </Nothing>
            ) : (
              <Table verticalSpacing={5} horizontalSpacing={12} fz={13} highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Campaign</Table.Th>
                    <Table.Th>Detector</Table.Th>
                    <Table.Th ta="right">Accounts</Table.Th>
                    <Table.Th ta="right">Findings</Table.Th>
                    <Table.Th>First seen (UTC)</Table.Th>
                    <Table.Th>Last seen (UTC)</Table.Th>
                    <Table.Th>Incidents</Table.Th>
                    <Table.Th>Lineage</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {answer.campaigns.map(
                    ({ id, detector, accounts, findings, first_seen, last_seen, incidents, ...line }) => (
                      <Table.Tr key={id}>
                        <Table.Td ff="monospace">
                          <Link to="/campaigns/$id" params={{ id }}>
                            {id.slice(0, 10)}
                          </Link>
                        </Table.Td>
                        <Table.Td>{detector}</Table.Td>
                        <Table.Td ta="right">{whole(accounts)}</Table.Td>
                        <Table.Td ta="right">{whole(findings)}</Table.Td>
                        <Table.Td>
                          <Instant at={first_seen} />
                        </Table.Td>
                        <Table.Td>
                          <Instant at={last_seen} />
                        </Table.Td>
                        <Table.Td>
                          {incidents.slice(0, 3).map((incident) => (
                            <span key={incident}>
                              <Link to="/incidents/$id" params={{ id: incident }}>
                                {incident.slice(0, 8)}
                              </Link>{' '}
                            </span>
                          ))}
                          {incidents.length > 3 && `and ${incidents.length - 3} more`}
                        </Table.Td>
                        <Table.Td>
                          {line.split_from !== null && <Tag>split off</Tag>}{' '}
                          {line.merged_into !== null && <Tag>went into another</Tag>}{' '}
                          {line.aliases.length > 0 && <Tag>took in {counted(line.aliases.length, 'other')}</Tag>}
                        </Table.Td>
                      </Table.Tr>
                    ),
                  )}
                </Table.Tbody>
              </Table>
            )
          }
        </Answered>
      </PageBody>
    </>
  );
}
