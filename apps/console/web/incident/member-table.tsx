import { Checkbox, Table } from '@mantine/core';
import type { IncidentDetail } from '../api/answers.js';
import { whole } from '../parts/numbers.js';
import { Pseudonym } from '../parts/pseudonym.js';

interface MemberTableOf {
  readonly members: IncidentDetail['members'];
  /** Accounts that are ticked; absent where none can be. */
  readonly chosen?: ReadonlySet<string>;
  readonly onChoose?: (accounts: ReadonlySet<string>) => void;
}

/** Accounts with what ties each one in. */
export function MemberTable({ members, chosen, onChoose }: MemberTableOf) {
  const toggle = (account: string) => {
    const next = new Set(chosen);
    if (!next.delete(account)) next.add(account);
    onChoose?.(next);
  };
  return (
    <Table verticalSpacing={4} horizontalSpacing={12} fz={13} highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          {chosen !== undefined && (
            <Table.Th w={36}>
              <span className="visually-hidden">Chosen</span>
            </Table.Th>
          )}
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
            {chosen !== undefined && (
              <Table.Td>
                <Checkbox
                  size="xs"
                  aria-label={`Choose account ${account.slice(0, 10)}`}
                  checked={chosen.has(account)}
                  onChange={() => toggle(account)}
                />
              </Table.Td>
            )}
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
