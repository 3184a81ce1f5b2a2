import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReleaseReview } from '../api/answers.js';
import { get } from '../api/ask.js';
import { Answered } from '../parts/answered.js';
import { categoryName } from '../parts/category.js';
import { whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Tag } from '../parts/tag.js';

/** What the public will see of a release, and what the attacks on it found: all that its reviewer is shown. */
export function ReleaseReviewPanel({ period }: { readonly period: string }) {
  const review = useQuery({
    queryKey: ['releases', 'review', period],
    queryFn: ({ signal }) => get<ReleaseReview>(`/v1/releases/${period}/review`, {}, signal),
  });
  return (
    <Answered query={review} what="the review" lines={8}>
      {({ checks, tables, digest, folder }) => (
        <>
          <Panel title={`${period}: attacks`} note={digest === null ? 'not checked yet' : `files in ${folder}`} flush>
            <Table verticalSpacing={4} horizontalSpacing={12} fz={13}>
              <Table.Tbody>
                {checks.map(({ id, title, passed, result, control }) => (
                  <Table.Tr key={id}>
                    <Table.Td style={{ whiteSpace: 'nowrap' }}>{id}</Table.Td>
                    <Table.Td>{title}</Table.Td>
                    <Table.Td>
                      <Tag tone={passed && control?.caught !== false ? 'good' : 'critical'}>
                        {passed && control?.caught !== false ? 'passed' : 'failed'}
                      </Tag>
                    </Table.Td>
                    <Table.Td>{result}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Panel>
          {tables.map(({ id, title, cells }) => {
            const shown = cells.filter(({ value }) => value !== null);
            return (
              <Panel
                key={id}
                title={`${id.toUpperCase()} ${title}`}
                note={`${whole(cells.length - shown.length)} of ${whole(cells.length)} cells are low`}
                flush
              >
                {shown.length > 0 && (
                  <Table verticalSpacing={3} horizontalSpacing={12} fz={13}>
                    <Table.Thead>
                      <Table.Tr>
                        <Table.Th>Category</Table.Th>
                        <Table.Th>Code</Table.Th>
                        <Table.Th ta="right">Actors</Table.Th>
                        <Table.Th ta="right">95 % interval</Table.Th>
                      </Table.Tr>
                    </Table.Thead>
                    <Table.Tbody>
                      {shown.map(({ category, dim2, value, lower95, upper95 }) => (
                        <Table.Tr key={`${category} ${dim2}`}>
                          <Table.Td>{category === 'ALL' ? 'all' : categoryName(category)}</Table.Td>
                          <Table.Td>{dim2}</Table.Td>
                          <Table.Td ta="right">{whole(value ?? 0)}</Table.Td>
                          <Table.Td ta="right">
                            {whole(lower95)} to {whole(upper95)}
                          </Table.Td>
                        </Table.Tr>
                      ))}
                    </Table.Tbody>
                  </Table>
                )}
              </Panel>
            );
          })}
        </>
      )}
    </Answered>
  );
}
