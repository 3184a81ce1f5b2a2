import { Button, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ActionSetLine } from '../api/answers.js';
import { useMay } from '../api/session.js';
import { useUndo } from '../incident/use-undo.js';
import { Instant } from '../parts/instant.js';
import { Nothing } from '../parts/nothing.js';
import { whole } from '../parts/numbers.js';
import { Tag, type Tone } from '../parts/tag.js';
import { NextStage } from './next-stage.js';

const TONES: Readonly<Record<string, Tone>> = { executed: 'high', executing: 'medium', undone: 'good', drafted: 'ink' };

/** Action sets with how far each has come, and a way to take it back. */
export function ActionSetTable({
  sets,
  withIncident = false,
}: {
  readonly sets: readonly ActionSetLine[];
  readonly withIncident?: boolean;
}) {
  const mayUndo = useMay('enforcement:undo');
  const mayExecute = useMay('enforcement:execute');
  const undo = useUndo();
  if (sets.length === 0)
    return <Nothing title="Nothing was done yet">An action is previewed on the page of an incident first.</Nothing>;
  return (
    <Table verticalSpacing={4} horizontalSpacing={12} fz={13}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Action</Table.Th>
          {withIncident && <Table.Th>Incident</Table.Th>}
          <Table.Th>State</Table.Th>
          <Table.Th ta="right">Accounts</Table.Th>
          <Table.Th ta="right">In force</Table.Th>
          <Table.Th>By</Table.Th>
          <Table.Th>When (UTC)</Table.Th>
          <Table.Th>Why</Table.Th>
          <Table.Th>
            <span className="visually-hidden">Take back</span>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sets.map((set) => (
          <Table.Tr key={set.id}>
            <Table.Td>{set.action}</Table.Td>
            {withIncident && (
              <Table.Td>
                <Link to="/incidents/$id" params={{ id: set.incident }}>
                  {set.incident.slice(0, 8)}
                </Link>
              </Table.Td>
            )}
            <Table.Td>
              <Tag tone={TONES[set.state] ?? 'low'}>{set.state}</Tag>
              {set.percent > 0 && set.percent < 100 && ` ${set.percent} %`}
            </Table.Td>
            <Table.Td ta="right">{whole(set.accounts)}</Table.Td>
            <Table.Td ta="right">{whole(set.applied)}</Table.Td>
            <Table.Td>{set.ended_by ?? set.executed_by ?? set.drafted_by}</Table.Td>
            <Table.Td>
              <Instant at={set.ended_at ?? set.executed_at ?? set.drafted_at} />
            </Table.Td>
            <Table.Td maw={280} style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
              {set.reason}
            </Table.Td>
            <Table.Td ta="right">
              {set.waiting > 0 && mayExecute && (set.state === 'executed' || set.state === 'executing') && (
                <NextStage set={set} />
              )}{' '}
              {set.undoable && mayUndo && (
                <Button size="compact-xs" variant="default" onClick={() => undo.mutate(set)} loading={undo.isPending}>
                  Undo
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
