import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Status } from '../api/answers.js';
import { get } from '../api/ask.js';
import { Answered } from '../parts/answered.js';
import { Instant } from '../parts/instant.js';
import { counted, plain } from '../parts/numbers.js';
import { Tag, type Tone } from '../parts/tag.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';

type Alarm = Status['alarms'][number];

/** Milliseconds between two looks while the page is open; the service looks no oftener than every 10 s. */
const LOOK_EVERY = 30_000;

const TONES: Readonly<Record<Alarm['state'], Tone>> = {
  alarm: 'critical',
  warning: 'medium',
  unknown: 'low',
  calm: 'good',
};

/** What is wrong with the installation itself, gravest first. */
export function StatusPage() {
  const status = useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => get<Status>('/v1/status', {}, signal),
    refetchInterval: LOOK_EVERY,
  });
  return (
    <>
      <PageHead
        title="Status"
        says="what is wrong with the installation itself"
        aside={status.data === undefined ? undefined : <Summary status={status.data} />}
      />
      <PageBody flush>
        <Answered query={status} what="the status" lines={12}>
          {({ alarms }) => <Alarms alarms={alarms} />}
        </Answered>
      </PageBody>
    </>
  );
}

function Summary({ status: { state, alarms, at } }: { readonly status: Status }) {
  const raised = alarms.filter((alarm) => alarm.state !== 'calm').length;
  return (
    <span>
      <Tag tone={TONES[state]}>
        {raised === 0 ? 'all calm' : counted(raised, 'sign of trouble', 'signs of trouble')}
      </Tag>{' '}
      <Instant at={at} /> UTC
    </span>
  );
}

function Alarms({ alarms }: { readonly alarms: readonly Alarm[] }) {
  return (
    <Table verticalSpacing={5} horizontalSpacing={12} fz={13}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={90}>State</Table.Th>
          <Table.Th>What</Table.Th>
          <Table.Th>About</Table.Th>
          <Table.Th ta="right">Measured</Table.Th>
          <Table.Th ta="right">Warns at</Table.Th>
          <Table.Th ta="right">Alarms at</Table.Th>
          <Table.Th>Because</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {alarms.map(({ name, about, state, value, unit, warns_at, alarms_at, because }) => (
          <Table.Tr key={`${name} ${about}`}>
            <Table.Td>
              <Tag tone={TONES[state]}>{state}</Tag>
            </Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>{name.replace('-', ' ')}</Table.Td>
            <Table.Td>
              <About name={name} about={about} />
            </Table.Td>
            <Table.Td ta="right">{measured(value, unit)}</Table.Td>
            <Table.Td ta="right">{measured(warns_at, unit)}</Table.Td>
            <Table.Td ta="right">{measured(alarms_at, unit)}</Table.Td>
            <Table.Td>{because}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What an alarm is about, with a way to the page where it is seen in full. */
function About({ name, about }: Pick<Alarm, 'name' | 'about'>) {
  if (name.startsWith('detector-'))
    return (
      <Link to="/detectors/$name" params={{ name: about }}>
        {about}
      </Link>
    );
  if (name === 'ingest-gap' || name === 'spool-depth') return <Link to="/ingest">{about || 'the spool'}</Link>;
  return about || 'the installation';
}

function measured(value: number | null, unit: string): string {
  return value === null ? '' : `${plain(value)} ${value === 1 ? unit.replace(/s$/, '') : unit}`;
}
