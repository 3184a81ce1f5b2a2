import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Detectors } from '../api/answers.js';
import { get } from '../api/ask.js';
import { Answered } from '../parts/answered.js';
import { categoryName } from '../parts/category.js';
import { Instant } from '../parts/instant.js';
import { whole } from '../parts/numbers.js';
import { Tag } from '../parts/tag.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';
import classes from './detectors-page.module.css';
import { Precision } from './precision.js';

/** What looks for misuse, whether it opens cases, and how right it has been. */
export function DetectorsPage() {
  const detectors = useQuery({
    queryKey: ['detectors'],
    queryFn: ({ signal }) => get<Detectors>('/v1/detectors', {}, signal),
  });
  return (
    <>
      <PageHead title="Detectors" says="what looks for misuse, and how right people found it to be" />
      <PageBody flush>
        <Answered query={detectors} what="the detectors" lines={13}>
          {(answer) => (
            <Table className={classes.table ?? ''} verticalSpacing={6} horizontalSpacing={10} fz={13} highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Detector</Table.Th>
                  <Table.Th>State</Table.Th>
                  <Table.Th>Policy</Table.Th>
                  <Table.Th ta="right">Findings</Table.Th>
                  <Table.Th ta="right">Open</Table.Th>
                  <Table.Th>Precision so far</Table.Th>
                  <Table.Th>Judged until (UTC)</Table.Th>
                  <Table.Th ta="right">Failed</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {answer.detectors.map((each) => {
                  const own = each.ledger.filter(
                    ({ version, mode }) => version === each.version && mode !== 'backtest',
                  );
                  const failed = own.reduce((sum, line) => sum + line.failed, 0);
                  return (
                    <Table.Tr key={each.name}>
                      <Table.Td>
                        <Link to="/detectors/$name" params={{ name: each.name }}>
                          {each.name}
                        </Link>{' '}
                        {each.version}
                      </Table.Td>
                      <Table.Td>
                        <Tag tone={each.stage === 'shadow' ? 'low' : 'good'}>
                          {each.stage === 'shadow' ? 'shadow' : 'in service'}
                        </Tag>
                      </Table.Td>
                      <Table.Td>{categoryName(each.category)}</Table.Td>
                      <Table.Td ta="right">{whole(own.reduce((sum, line) => sum + line.findings, 0))}</Table.Td>
                      <Table.Td ta="right">{whole(each.incidents.open)}</Table.Td>
                      <Table.Td>
                        {each.opens === 'discoveries' ? 'opens discoveries' : <Precision of={each.precision} />}
                      </Table.Td>
                      <Table.Td>
                        {each.last_run === null ? 'never' : <Instant at={each.last_run.window_until} as="day" />}
                      </Table.Td>
                      <Table.Td ta="right">{failed > 0 ? <Tag tone="critical">{whole(failed)}</Tag> : '0'}</Table.Td>
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          )}
        </Answered>
      </PageBody>
    </>
  );
}
