import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { DetectorDetail } from '../api/answers.js';
import { get } from '../api/ask.js';
import { Answered } from '../parts/answered.js';
import { categoryName } from '../parts/category.js';
import { Facts } from '../parts/facts.js';
import { Instant } from '../parts/instant.js';
import { whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Tag } from '../parts/tag.js';
import { PageBody } from '../shell/page-body.js';
import bodyClasses from '../shell/page-body.module.css';
import { PageHead } from '../shell/page-head.js';
import { Precision } from './precision.js';
import { StageForm } from './stage-form.js';

/** One detector: what it claims, how it does, what it found, shadow runs included, and its place in service. */
export function DetectorPage() {
  const { name } = useParams({ from: '/desk/detectors/$name' });
  const detector = useQuery({
    queryKey: ['detector', name],
    queryFn: ({ signal }) => get<DetectorDetail>(`/v1/detectors/${name}`, {}, signal),
  });
  return (
    <Answered query={detector} what="the detector" lines={14}>
      {(detail) => (
        <>
          <PageHead
            title={name}
            says={`version ${detail.version}, ${categoryName(detail.category)}`}
            aside={
              <Tag tone={detail.stage === 'shadow' ? 'low' : 'good'}>
                {detail.stage === 'shadow' ? 'in shadow' : 'in service'}
              </Tag>
            }
          />
          <PageBody>
            <div className={bodyClasses.columns}>
              <Panel title="What it says of itself">
                <Facts
                  of={[
                    ['Catches', detail.catches],
                    ['Misses', detail.misses],
                    ['Mistakes', detail.mistakes],
                    ['Judges', `windows of ${detail.span_hours} h, one every ${detail.every_hours} h`],
                    ['Opens', detail.opens],
                    ['Precision', <Precision key="precision" of={detail.precision} />],
                    [
                      'Incidents',
                      `${whole(detail.incidents.open)} open, ${whole(detail.incidents.confirmed)} confirmed, ${whole(detail.incidents.dismissed)} dismissed`,
                    ],
                  ]}
                />
              </Panel>
              <Panel title="Stage" note="counts for windows that end from now on">
                <Facts
                  of={detail.stages.map(
                    ({ change, decided_by, decided_at, reason }) =>
                      [`${change} ${decided_at.slice(0, 10)}`, `${decided_by}: ${reason}`] as const,
                  )}
                />
                <StageForm detector={detail} />
              </Panel>
            </div>
            <Panel title="Ledger" note="a line for each version and mode" flush>
              <Ledger detector={detail} />
              <LeftOut runs={detail.runs} />
            </Panel>
            <Panel title="Latest findings" note="shadow and backtests included" flush>
              <Findings detector={detail} />
            </Panel>
          </PageBody>
        </>
      )}
    </Answered>
  );
}

function Ledger({ detector: { ledger } }: { readonly detector: DetectorDetail }) {
  if (ledger.length === 0) return <p style={{ padding: '0 12px' }}>It has judged no window yet.</p>;
  return (
    <Table verticalSpacing={4} horizontalSpacing={12} fz={13}>
      <Table.Thead>
        <Table.Tr>
          {['Version', 'Mode', 'Windows', 'Failed', 'Records', 'Findings', 'Withheld', 'Seconds', 'Until (UTC)'].map(
            (head, place) => (
              <Table.Th key={head} ta={place < 2 ? 'left' : 'right'}>
                {head}
              </Table.Th>
            ),
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {ledger.map((line) => (
          <Table.Tr key={`${line.version} ${line.mode}`}>
            <Table.Td>{line.version}</Table.Td>
            <Table.Td>{line.mode}</Table.Td>
            {[line.done, line.failed, line.records, line.findings, line.withheld, Math.round(line.seconds)].map(
              (count, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column
                <Table.Td key={place} ta="right">
                  {whole(count)}
                </Table.Td>
              ),
            )}
            <Table.Td ta="right">
              <Instant at={line.until} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** The latest window of which a bound left something out. */
function LeftOut({ runs }: Pick<DetectorDetail, 'runs'>) {
  const cut = runs.find(({ left_out }) => left_out !== null);
  if (cut === undefined) return null;
  return (
    <p style={{ padding: '0 12px' }}>
      Not everything could be compared: in the window until <Instant at={cut.until} /> {cut.left_out}.
    </p>
  );
}

function Findings({ detector: { findings, withheld_findings: withheld } }: { readonly detector: DetectorDetail }) {
  if (withheld > 0 && findings.length === 0) return <p style={{ padding: '0 12px' }}>All are under blind review.</p>;
  if (findings.length === 0) return <p style={{ padding: '0 12px' }}>It has found nothing yet.</p>;
  return (
    <Table verticalSpacing={4} horizontalSpacing={12} fz={13}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Window until (UTC)</Table.Th>
          <Table.Th>Mode</Table.Th>
          <Table.Th>What it says</Table.Th>
          <Table.Th>Became</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {findings.map(({ id, until, mode, because, incident, withheld }) => (
          <Table.Tr key={id}>
            <Table.Td>
              <Instant at={until} />
            </Table.Td>
            <Table.Td>{mode}</Table.Td>
            <Table.Td>{because}</Table.Td>
            <Table.Td>
              {incident !== null ? (
                <Link to="/incidents/$id" params={{ id: incident }}>
                  {incident.slice(0, 8)}
                </Link>
              ) : (
                (withheld ?? 'nothing')
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
