import { Button, Table } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Samples } from '../api/answers.js';
import { get, post } from '../api/ask.js';
import { Answered } from '../parts/answered.js';
import { FormDialog } from '../parts/form-dialog.js';
import { Nothing } from '../parts/nothing.js';
import { counted, whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';
import { say } from '../shell/say.js';

/** What detectors had said of the accounts of a stratum, as people call it. */
const STRATA: Readonly<Record<string, string>> = {
  act: 'flagged to act on',
  report: 'flagged to report',
  shadow: 'flagged in shadow alone',
  none: 'flagged by nothing',
};

/** The weekly audit sample: what was drawn and how far blind review has come; whom, it never tells. */
export function SamplesPage() {
  const [isDrawing, setIsDrawing] = useState(false);
  const queries = useQueryClient();
  const samples = useQuery({
    queryKey: ['samples'],
    queryFn: ({ signal }) => get<Samples>('/v1/samples', {}, signal),
  });
  const draw = async (week: string) => {
    await post('/v1/samples', { week });
    say(`${week} is drawn and waits in the queue`);
    await queries.invalidateQueries({ queryKey: ['samples'] });
  };
  return (
    <>
      <PageHead
        title="Audit sample"
        says="accounts drawn by a known probability for blind review, week by week"
        aside={
          samples.data?.draws && (
            <Button variant="default" onClick={() => setIsDrawing(true)}>
              Draw a week…
            </Button>
          )
        }
      />
      <PageBody>
        <Answered query={samples} what="the audit samples" lines={8}>
          {({ samples: drawn }) =>
            drawn.length === 0 ? (
              <Panel title="Weeks">
                <Nothing title="No week was drawn yet">
                  Each week is drawn by itself once it has ended. Its items wait in the queue, where nobody can tell
                  whether anything flagged them.
                </Nothing>
              </Panel>
            ) : (
              drawn.map((each) => <Week key={each.week} of={each} />)
            )
          }
        </Answered>
      </PageBody>
      {isDrawing && samples.data !== undefined && (
        <FormDialog
          title="Draw the audit sample of a week"
          fields={[
            {
              name: 'week',
              label: 'ISO week',
              says: 'one that has ended, such as 2026-W40',
              begins: samples.data.last_week,
            },
          ]}
          does="Draw it"
          onSend={({ week = '' }) => draw(week.trim())}
          onClose={() => setIsDrawing(false)}
        >
          <p style={{ margin: 0, fontSize: 13, color: 'var(--muted)' }}>
            A week is drawn once, by chance; drawn again, it stays as it is.
          </p>
        </FormDialog>
      )}
    </>
  );
}

function Week({ of: { week, strata } }: { readonly of: Samples['samples'][number] }) {
  const drawn = strata.reduce((sum, each) => sum + each.drawn, 0);
  const waiting = strata.reduce((sum, each) => sum + each.waiting, 0);
  return (
    <Panel title={week} note={`${counted(drawn, 'account')} drawn, ${whole(waiting)} not judged yet`} flush>
      <Table verticalSpacing={4} horizontalSpacing={12} fz={13}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Accounts</Table.Th>
            {['In all', 'Drawn', 'Confirmed', 'Dismissed', 'Uncertain', 'Waiting'].map((name) => (
              <Table.Th key={name} ta="right">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {strata.map(({ stratum, population, confirmed, dismissed, uncertain, ...each }) => (
            <Table.Tr key={stratum}>
              <Table.Td>{STRATA[stratum] ?? stratum}</Table.Td>
              <Table.Td ta="right">{whole(population)}</Table.Td>
              <Table.Td ta="right">{whole(each.drawn)}</Table.Td>
              <Table.Td ta="right">{whole(confirmed)}</Table.Td>
              <Table.Td ta="right">{whole(dismissed)}</Table.Td>
              <Table.Td ta="right">{whole(uncertain)}</Table.Td>
              <Table.Td ta="right">{whole(each.waiting)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}
