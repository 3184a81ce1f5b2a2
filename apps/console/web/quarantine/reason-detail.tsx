import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { IngestReasons, RefusedLines } from '../api/answers.js';
import { get } from '../api/ask.js';
import { Answered } from '../parts/answered.js';
import { Facts } from '../parts/facts.js';
import { Instant } from '../parts/instant.js';
import { Nothing } from '../parts/nothing.js';
import { counted, whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Tag } from '../parts/tag.js';
import classes from './quarantine.module.css';
import { SettlePanel } from './settle-panel.js';

type Reason = IngestReasons['reasons'][number];

/** One reason: what it means, one line by names, types and lengths, the latest of its lines, and the way out. */
export function ReasonDetail({ reason }: { readonly reason: Reason }) {
  const { outcome, reason: name, meaning, remedy, lines, fields, sample } = reason;
  const isSealed = outcome === 'quarantined';
  return (
    <div className={classes.detail}>
      <Panel title={name.replaceAll('_', ' ') || outcome} note={`${counted(lines, 'line')}, ${outcome}`}>
        <p className={classes.meaning}>{meaning || 'The same record came again; nothing is lost.'}</p>
        {remedy !== '' && <p className={classes.remedy}>{remedy}</p>}
        {fields.length > 0 && (
          <Facts of={fields.slice(0, 8).map((field) => [field.name, counted(field.lines, 'line')] as const)} />
        )}
      </Panel>
      {sample !== null && (
        <Panel
          title="One such line"
          note={`${whole(sample.bytes)} bytes; names, types and lengths, never a value`}
          flush
        >
          <Shape shape={sample.shape} />
        </Panel>
      )}
      {isSealed && <Sealed name={name} />}
    </div>
  );
}

function Shape({ shape }: { readonly shape: NonNullable<Reason['sample']>['shape'] }) {
  return (
    <Table verticalSpacing={3} horizontalSpacing={12} fz={13}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Field</Table.Th>
          <Table.Th>Type</Table.Th>
          <Table.Th ta="right">Bytes</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {shape.map(({ name, type, bytes }) => (
          <Table.Tr key={name}>
            <Table.Td ff="monospace">{name}</Table.Td>
            <Table.Td>{type}</Table.Td>
            <Table.Td ta="right">{whole(bytes)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Sealed({ name }: { readonly name: string }) {
  const refused = useQuery({
    queryKey: ['refused', name],
    queryFn: ({ signal }) => get<RefusedLines>('/v1/ingest/refused', { reason: name }, signal),
  });
  return (
    <>
      <Panel title="Latest lines" note={refused.data && `${counted(refused.data.settled, 'line')} settled`} flush>
        <Answered query={refused} what="the latest lines" lines={4}>
          {({ latest }) =>
            latest.length === 0 ? (
              <Nothing title="None of them lies here any more">They are kept for a short time only.</Nothing>
            ) : (
              <Table verticalSpacing={4} horizontalSpacing={12} fz={13}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Received (UTC)</Table.Th>
                    <Table.Th>Source</Table.Th>
                    <Table.Th>Field</Table.Th>
                    <Table.Th>Where</Table.Th>
                    <Table.Th ta="right">Bytes</Table.Th>
                    <Table.Th>State</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {latest.map(({ segment, line, received_at, source, field, bytes, settled }) => (
                    <Table.Tr key={`${segment} ${line}`}>
                      <Table.Td>
                        <Instant at={received_at} />
                      </Table.Td>
                      <Table.Td>{source || 'none to be believed'}</Table.Td>
                      <Table.Td>{field || '–'}</Table.Td>
                      <Table.Td ff="monospace">
                        {segment.slice(0, 8)}:{line}
                      </Table.Td>
                      <Table.Td ta="right">{whole(bytes)}</Table.Td>
                      <Table.Td>{settled ? <Tag tone="good">settled</Tag> : <Tag tone="medium">waits</Tag>}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            )
          }
        </Answered>
      </Panel>
      <SettlePanel reason={name} />
    </>
  );
}
