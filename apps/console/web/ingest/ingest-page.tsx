import { SegmentedControl, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IngestBooks, IngestReasons } from '../api/answers.js';
import { get } from '../api/ask.js';
import { useNow } from '../api/session.js';
import { Answered } from '../parts/answered.js';
import { Instant } from '../parts/instant.js';
import { Nothing } from '../parts/nothing.js';
import { whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Tag, type Tone } from '../parts/tag.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;

const TONES: Readonly<Record<string, Tone>> = { error: 'critical', warning: 'medium', info: 'low' };

/** What came in, what became of it, and why lines were refused. */
export function IngestPage() {
  const [days, setDays] = useState('1');
  const now = useNow();
  const until = Math.floor(Date.parse(now) / HOUR + 1) * HOUR;
  const window = { from: new Date(until - Number(days) * DAY).toISOString(), until: new Date(until).toISOString() };
  const books = useQuery({
    queryKey: ['books', window],
    queryFn: ({ signal }) => get<IngestBooks>('/v1/ingest/books', window, signal),
  });
  const reasons = useQuery({
    queryKey: ['reasons', window],
    queryFn: ({ signal }) => get<IngestReasons>('/v1/ingest/reasons', window, signal),
  });
  return (
    <>
      <PageHead
        title="Ingest"
        says="what came in, and what became of every line"
        aside={
          <SegmentedControl
            aria-label="Window"
            data={[
              { value: '1', label: '24 hours' },
              { value: '7', label: '7 days' },
              { value: '31', label: '31 days' },
            ]}
            value={days}
            onChange={setDays}
          />
        }
      />
      <PageBody>
        <Panel title="Refused and repeated" note="gravest first" flush>
          <Answered query={reasons} what="reasons" lines={4}>
            {(answer) =>
              answer.reasons.length === 0 ? (
                <Nothing title="Every line was stored">Nothing was refused and nothing came twice.</Nothing>
              ) : (
                <Reasons reasons={answer.reasons} />
              )
            }
          </Answered>
        </Panel>
        <Panel
          title="Books"
          note="received = stored + duplicate + conflict + quarantined + dropped, by hour of receipt"
          flush
        >
          <Answered query={books} what="the books" lines={8}>
            {(answer) =>
              answer.books.length === 0 ? (
                <Nothing title="Nothing came in">No source sent a line in this time.</Nothing>
              ) : (
                <Books books={answer.books} />
              )
            }
          </Answered>
        </Panel>
      </PageBody>
    </>
  );
}

function Reasons({ reasons }: IngestReasons) {
  return (
    <Table verticalSpacing={5} horizontalSpacing={12} fz={13}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={90}>Severity</Table.Th>
          <Table.Th>Reason</Table.Th>
          <Table.Th ta="right">Lines</Table.Th>
          <Table.Th>Fields</Table.Th>
          <Table.Th>What to do</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {reasons.map(({ severity, outcome, reason, lines, meaning, remedy, fields }) => (
          <Table.Tr key={`${outcome} ${reason}`}>
            <Table.Td>
              <Tag tone={TONES[severity] ?? 'low'}>{severity}</Tag>
            </Table.Td>
            <Table.Td>
              <strong>{reason.replaceAll('_', ' ') || outcome}</strong>
              <br />
              {meaning}
            </Table.Td>
            <Table.Td ta="right">{whole(lines)}</Table.Td>
            <Table.Td>
              {fields
                .slice(0, 4)
                .map(({ name, lines: some }) => `${name} (${whole(some)})`)
                .join(', ')}
            </Table.Td>
            <Table.Td>{remedy}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Books({ books }: IngestBooks) {
  return (
    <Table verticalSpacing={4} horizontalSpacing={12} fz={13}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Hour (UTC)</Table.Th>
          <Table.Th>Source</Table.Th>
          {['Received', 'Stored', 'Duplicate', 'Conflict', 'Quarantined', 'Dropped'].map((head) => (
            <Table.Th key={head} ta="right">
              {head}
            </Table.Th>
          ))}
          <Table.Th>Balance</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {[...books].reverse().map((book) => (
          <Table.Tr key={`${book.hour} ${book.source}`}>
            <Table.Td>
              <Instant at={book.hour} />
            </Table.Td>
            <Table.Td>{book.source || 'none to be believed'}</Table.Td>
            {[book.received, book.stored, book.duplicate, book.conflict, book.quarantined, book.dropped].map(
              (lines, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column
                <Table.Td key={place} ta="right">
                  {whole(lines)}
                </Table.Td>
              ),
            )}
            <Table.Td>{book.balanced ? 'balances' : <Tag tone="critical">does not balance</Tag>}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
