import { Button, Group, Table } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Release, Releases } from '../api/answers.js';
import { get, post } from '../api/ask.js';
import { useMay } from '../api/session.js';
import { Answered } from '../parts/answered.js';
import { FormDialog } from '../parts/form-dialog.js';
import { Instant } from '../parts/instant.js';
import { Nothing } from '../parts/nothing.js';
import { Panel } from '../parts/panel.js';
import { Tag } from '../parts/tag.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';
import { actsIn, hasLongWork, type ReleaseAct } from './release-acts.js';
import { ReleaseReviewPanel } from './release-review.js';
import { WorkLine } from './work-line.js';

/** Asked for and not yet sent: a plan, or an act on one release. */
type Asked = 'plan' | { readonly release: Release; readonly act: ReleaseAct };

/** The public tables of each quarter: where they stand, and what comes next. */
export function ReleasesPage() {
  const [mayDraft, mayApprove] = [useMay('release:draft'), useMay('release:approve')];
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked>();
  const [read, setRead] = useState<string>();
  const releases = useQuery({
    queryKey: ['releases'],
    queryFn: ({ signal }) => get<Releases>('/v1/releases', {}, signal),
  });
  const send = async (period: string, deed: string, body: object) => {
    await post(`/v1/releases/${encodeURIComponent(period)}/${deed}`, body);
    await queries.invalidateQueries({ queryKey: ['releases'] });
  };
  const isAllowed = ({ right }: ReleaseAct) => (right === 'release:draft' ? mayDraft : mayApprove);
  const plan = mayDraft && (
    <Button size="xs" onClick={() => setAsked('plan')}>
      Plan a release
    </Button>
  );
  return (
    <>
      <PageHead title="Releases" says="public tables of each quarter, from plan to publication" aside={plan} />
      <PageBody>
        <Answered query={releases} what="the releases" lines={4}>
          {(answer) =>
            answer.releases.length === 0 ? (
              <Nothing title="No release was planned yet">The first one is planned before its quarter is over.</Nothing>
            ) : (
              <Panel title="Where they stand" flush>
                <Table verticalSpacing={6} horizontalSpacing={12} fz={13}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>Quarter</Table.Th>
                      <Table.Th>Version</Table.Th>
                      <Table.Th>State</Table.Th>
                      <Table.Th>Out (UTC)</Table.Th>
                      <Table.Th>Drafted by</Table.Th>
                      <Table.Th>Approved by</Table.Th>
                      <Table.Th>Next</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {answer.releases.map((release) => (
                      <Table.Tr key={release.id}>
                        <Table.Td style={{ whiteSpace: 'nowrap' }}>{release.period}</Table.Td>
                        <Table.Td style={{ whiteSpace: 'nowrap' }}>{release.version}</Table.Td>
                        <Table.Td>
                          <Tag tone={release.state === 'published' ? 'good' : 'plain'}>{release.state}</Tag>
                        </Table.Td>
                        <Table.Td>{release.publish_at === null ? '' : <Instant at={release.publish_at} />}</Table.Td>
                        <Table.Td>{release.drafted_by}</Table.Td>
                        <Table.Td>{release.approved_by ?? ''}</Table.Td>
                        <Table.Td>
                          <Group gap={6}>
                            {actsIn(release.state)
                              .filter(isAllowed)
                              .map((act) => (
                                <Button
                                  key={act.deed}
                                  size="compact-xs"
                                  variant="default"
                                  onClick={() => setAsked({ release, act })}
                                >
                                  {act.name}
                                </Button>
                              ))}
                            {mayDraft && ['measured', 'review', 'scheduled'].includes(release.state) && (
                              <Button size="compact-xs" variant="subtle" onClick={() => setRead(release.period)}>
                                Read it
                              </Button>
                            )}
                          </Group>
                          {mayDraft && hasLongWork(release.state) && <WorkLine period={release.period} />}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Panel>
            )
          }
        </Answered>
        {read !== undefined && <ReleaseReviewPanel period={read} />}
      </PageBody>
      {asked === 'plan' && (
        <FormDialog
          title="Plan a release"
          does="Plan"
          fields={[
            { name: 'period', label: 'Quarter', says: 'such as 2026-Q4' },
            {
              name: 'models',
              label: 'Model families',
              says: 'beginnings of model names, up to five, with spaces between',
              isOptional: true,
            },
          ]}
          onSend={({ period = '', models = '' }) =>
            send(period.trim(), 'plan', { models: models.split(/\s+/).filter((one) => one !== '') })
          }
          onClose={() => setAsked(undefined)}
        >
          <p>Nothing is counted, and nothing of the plan depends on counts.</p>
        </FormDialog>
      )}
      {asked !== undefined && asked !== 'plan' && (
        <FormDialog
          title={`${asked.act.name} ${asked.release.period}`}
          does={asked.act.name}
          fields={asked.act.fields}
          onSend={async (filled) => {
            const { period, version } = asked.release;
            await send(period, asked.act.deed, await asked.act.body({ ...filled, version }, period));
          }}
          onClose={() => setAsked(undefined)}
        >
          <p>{asked.act.says}</p>
        </FormDialog>
      )}
    </>
  );
}
