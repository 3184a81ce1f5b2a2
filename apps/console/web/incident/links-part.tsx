import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { IncidentDetail, Links } from '../api/answers.js';
import { linksQuery } from '../api/incidents.js';
import { Answered } from '../parts/answered.js';
import { Nothing } from '../parts/nothing.js';
import { counted, whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Pseudonym } from '../parts/pseudonym.js';
import { TwinSwitch } from '../parts/twin-switch.js';
import { Waiting } from '../parts/waiting.js';
import classes from './incident-page.module.css';

const LinkGraph = lazy(() => import('./link-graph.js'));

/** What the accounts of an incident have in common, as a picture and as a table. */
export function LinksPart({ incident }: { readonly incident: IncidentDetail }) {
  const links = useQuery(linksQuery(incident.id));
  const [isTable, setTable] = useState(false);
  return (
    <Answered query={links} what="what they share" lines={12}>
      {(answer) =>
        answer.links.length === 0 ? (
          <Nothing title="Nothing in common is known">
            No text, domain, contact, network or payment is held by two of these accounts in the time it was seen.
          </Nothing>
        ) : (
          <Panel
            title="What they share"
            note={`${counted(answer.things.length, 'thing')} held by two accounts or more`}
            aside={<TwinSwitch isTable={isTable} onChange={setTable} />}
            flush={isTable}
          >
            <LeftOut links={answer} />
            {isTable ? (
              <LinkTable links={answer} />
            ) : (
              <Suspense fallback={<Waiting what="the graph" lines={12} />}>
                <LinkGraph links={answer} onTable={() => setTable(true)} />
              </Suspense>
            )}
          </Panel>
        )
      }
    </Answered>
  );
}

function LeftOut({ links: { left_out } }: { readonly links: Links }) {
  if (left_out.accounts === 0 && !left_out.links) return null;
  return (
    <p className={classes.notice} role="status">
      Cut to what can be read:{' '}
      {[
        ...(left_out.accounts > 0 ? [`${counted(left_out.accounts, 'account')} left out`] : []),
        ...(left_out.links ? ['only the most widely held things are shown'] : []),
      ].join(', ')}
      . The members list has everybody.
    </p>
  );
}

/** The graph's twin: a line for each thing, with who holds it. */
function LinkTable({ links: { things, links } }: { readonly links: Links }) {
  const heldBy = (kind: string, id: string) => links.filter((link) => link.kind === kind && link.thing === id);
  return (
    <Table verticalSpacing={4} horizontalSpacing={12} fz={13}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={90}>Kind</Table.Th>
          <Table.Th w={120}>Thing</Table.Th>
          <Table.Th ta="right" w={80}>
            Accounts
          </Table.Th>
          <Table.Th>Held by (records)</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {things.map(({ kind, id, holders: count }) => (
          <Table.Tr key={`${kind} ${id}`}>
            <Table.Td>{kind}</Table.Td>
            <Table.Td>
              <Pseudonym kind={kind} id={id} bare />
            </Table.Td>
            <Table.Td ta="right">{whole(count)}</Table.Td>
            <Table.Td>
              {heldBy(kind, id)
                .slice(0, 12)
                .map(({ account, records }, place) => (
                  <span key={account}>
                    {place > 0 && ', '}
                    <Pseudonym kind="account" id={account} bare /> ({whole(records)})
                  </span>
                ))}
              {count > 12 && ` and ${whole(count - 12)} more`}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
