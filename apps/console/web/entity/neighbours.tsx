import { Table } from '@mantine/core';
import type { Entity } from '../../entities/entity-shape.js';
import { counted } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Pseudonym } from '../parts/pseudonym.js';

/** Accounts shown; whoever needs more asks the hunt. */
const SHOWN = 20;

/** Other accounts that share what an account has, the closest first. */
export function Neighbours({
  neighbours: { closest, in_all },
}: {
  readonly neighbours: NonNullable<Entity['neighbours']>;
}) {
  return (
    <Panel title="Neighbours" note={`${counted(in_all, 'account')} share something with it`} flush>
      {closest.length > 0 && (
        <Table verticalSpacing={4} horizontalSpacing={12} fz={13}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={130}>Account</Table.Th>
              <Table.Th>Shares with it</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {closest.slice(0, SHOWN).map(({ account, shares }) => (
              <Table.Tr key={account}>
                <Table.Td>
                  <Pseudonym kind="account" id={account} bare />
                </Table.Td>
                <Table.Td>
                  {shares.map(({ trait, value }, place) => (
                    <span key={`${trait} ${value}`}>
                      {place > 0 && ', '}
                      <Pseudonym kind={trait} id={value} />
                    </span>
                  ))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  );
}
