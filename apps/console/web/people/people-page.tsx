import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { People } from '../api/answers.js';
import { get } from '../api/ask.js';
import { useMay } from '../api/session.js';
import { Answered } from '../parts/answered.js';
import { Instant } from '../parts/instant.js';
import { Tag } from '../parts/tag.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';
import { NewPersonForm } from './new-person-form.js';

/** Who may sign in, and as what. */
export function PeoplePage() {
  const mayChange = useMay('person:change');
  const people = useQuery({ queryKey: ['people'], queryFn: ({ signal }) => get<People>('/v1/people', {}, signal) });
  return (
    <>
      <PageHead title="People" says="who may sign in, and as what" />
      <PageBody>
        <Answered query={people} what="people" lines={5}>
          {(answer) => (
            <Table verticalSpacing={5} horizontalSpacing={12} fz={13} bg="var(--surface)" withTableBorder>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Name</Table.Th>
                  <Table.Th>Signs in as</Table.Th>
                  <Table.Th>Role</Table.Th>
                  <Table.Th>Last signed in (UTC)</Table.Th>
                  <Table.Th>State</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {answer.people.map(({ id, name, login, role, disabled, last_signed_in_at }) => (
                  <Table.Tr key={id}>
                    <Table.Td>{name}</Table.Td>
                    <Table.Td>{login}</Table.Td>
                    <Table.Td>{role}</Table.Td>
                    <Table.Td>{last_signed_in_at === null ? 'never' : <Instant at={last_signed_in_at} />}</Table.Td>
                    <Table.Td>{disabled ? <Tag>disabled</Tag> : 'active'}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </Answered>
        {mayChange && <NewPersonForm />}
      </PageBody>
    </>
  );
}
