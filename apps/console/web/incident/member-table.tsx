import { Table } from '@mantine/core';
import type { IncidentDetail } from '../api/answers.js';
import { whole } from '../parts/numbers.js';
import { Pseudonym } from '../parts/pseudonym.js';

/** Accounts with what ties each one in. */
export function MemberTable({ members }: { readonly members: IncidentDetail['members'] }) {
  return (
    <Table verticalSpacing={4} horizontalSpacing={12} fz={13} highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={128}>Account</Table.Th>
          <Table.Th>What ties it in</Table.Th>
          <Table.Th ta="right" w={84}>
            Records
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {members.map(({ account, tie, records }) => (
          <Table.Tr key={account}>
            <Table.Td>
              <Pseudonym kind="account" id={account} bare />
            </Table.Td>
            <Table.Td>{tie}</Table.Td>
            <Table.Td ta="right">{whole(records)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
