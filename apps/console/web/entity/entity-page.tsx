import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Entity } from '../../entities/entity-shape.js';
import type { AccountEnforcement } from '../api/answers.js';
import { get } from '../api/ask.js';
import { useMay } from '../api/session.js';
import { Answered } from '../parts/answered.js';
import { Instant } from '../parts/instant.js';
import { counted, short, whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Pseudonym } from '../parts/pseudonym.js';
import { StateTag } from '../parts/state-tag.js';
import { Tag } from '../parts/tag.js';
import { Waiting } from '../parts/waiting.js';
import { PageBody } from '../shell/page-body.js';
import bodyClasses from '../shell/page-body.module.css';
import { PageHead } from '../shell/page-head.js';
import { BlindNotice } from './blind-notice.js';
import { Neighbours } from './neighbours.js';
import { SUBJECT_PAGES } from './subject-pages.js';

const DayChart = lazy(() => import('../charts/day-chart.js'));

/** Whatever is known of one account, key, network, domain or template: its days, what it has, and whom it is near. */
export function EntityPage() {
  const { id = '' } = useParams({ strict: false });
  const { pathname } = useLocation();
  const kind = SUBJECT_PAGES.find(({ path }) => pathname.startsWith(`/${path}/`))?.kind ?? 'account';
  const [unblinded, setUnblinded] = useState<string>();
  const isUnblinded = unblinded === id;
  const entity = useQuery({
    queryKey: ['entity', kind, id, isUnblinded],
    queryFn: ({ signal }) => get<Entity>(`/v1/entities/${kind}/${id}`, isUnblinded ? { unblind: 'yes' } : {}, signal),
  });
  const isTold = entity.data !== undefined && (!entity.data.blind || isUnblinded);
  return (
    <>
      <PageHead
        title={`${kind[0]?.toUpperCase()}${kind.slice(1)} ${id.slice(0, 10)}`}
        says={<span style={{ fontFamily: 'var(--mantine-font-family-monospace)' }}>{id}</span>}
        aside={
          <>
            {kind === 'account' && isTold && <InForce account={id} />}
            <EntityLinks kind={kind} id={id} isTold={isTold} />
          </>
        }
      />
      <PageBody>
        <Answered query={entity} what={`the ${kind}`} lines={12}>
          {(answer) => (
            <>
              {answer.blind && <BlindNotice isShown={isUnblinded} onShow={() => setUnblinded(id)} />}
              <Known entity={answer} isTold={isTold} />
            </>
          )}
        </Answered>
      </PageBody>
    </>
  );
}

const EXCEPTABLE: readonly string[] = ['account', 'key', 'network'];

function EntityLinks({ kind, id, isTold }: { readonly kind: string; readonly id: string; readonly isTold: boolean }) {
  const mayExcept = useMay('exception:change') && EXCEPTABLE.includes(kind);
  return (
    <>
      {kind === 'account' && isTold && (
        <Link to="/queue" search={{ account: id, state: 'open,confirmed,dismissed,uncertain' }}>
          its incidents
        </Link>
      )}
      {mayExcept && (
        <Link to="/exceptions" search={{ kind, subject: id }}>
          except it…
        </Link>
      )}
    </>
  );
}

function InForce({ account }: { readonly account: string }) {
  const { data } = useQuery({
    queryKey: ['enforcement', account],
    queryFn: ({ signal }) => get<AccountEnforcement>(`/v1/accounts/${account}/enforcement`, {}, signal),
  });
  if (data === undefined) return null;
  return (
    <Tag tone={data.standing === 'none' ? 'good' : 'critical'}>
      {data.standing === 'none' ? 'nothing in force' : `${data.standing} in force`}
    </Tag>
  );
}

function Known({ entity, isTold }: { readonly entity: Entity; readonly isTold: boolean }) {
  const { days, things, neighbours, findings, incidents, hunt } = entity;
  const calls = days.reduce((sum, day) => sum + day.calls, 0);
  return (
    <>
      <div className={bodyClasses.columns}>
        <Panel
          title="Calls by day"
          note={`${short(calls)} calls`}
          aside={
            <Link to="/hunt" search={Object.fromEntries(new URLSearchParams(hunt))}>
              as a hunt
            </Link>
          }
        >
          <Suspense fallback={<Waiting what="the chart" />}>
            <DayChart
              days={days.map(({ from, calls: count }) => ({ day: from.slice(0, 10), value: count }))}
              name="calls"
              says={`Calls by day: ${days.map(({ from, calls: count }) => `${from.slice(0, 10)} ${count}`).join(', ')}`}
            />
          </Suspense>
        </Panel>
        <Panel title="Incidents" note={counted(incidents.length, 'incident')} flush>
          {incidents.length === 0 ? (
            <p style={{ margin: 0, padding: '4px 12px 10px', color: 'var(--muted)' }}>
              {isTold ? 'It takes part in none.' : 'Not shown while its blind review is open.'}
            </p>
          ) : (
            <Table verticalSpacing={4} horizontalSpacing={12} fz={13}>
              <Table.Tbody>
                {incidents.map(({ id, because, state, action }) => (
                  <Table.Tr key={id}>
                    <Table.Td>
                      <Link to="/incidents/$id" params={{ id }}>
                        {because}
                      </Link>
                    </Table.Td>
                    <Table.Td w={90}>
                      <StateTag state={state} />
                    </Table.Td>
                    <Table.Td w={90}>{action ?? ''}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </Panel>
      </div>
      <div className={bodyClasses.columns}>
        {things
          .filter(({ values }) => values.length > 0)
          .map(({ trait, values, in_all }) => (
            <Panel
              key={trait}
              title={`${trait[0]?.toUpperCase()}${trait.slice(1).replaceAll('_', ' ')}`}
              note={in_all > values.length ? `${whole(in_all)} in all` : undefined}
              flush
            >
              <Table verticalSpacing={3} horizontalSpacing={12} fz={13}>
                <Table.Tbody>
                  {values.map(({ value, calls: count, accounts }) => (
                    <Table.Tr key={value}>
                      <Table.Td>
                        <Pseudonym kind={trait} id={value || 'not said'} bare />
                      </Table.Td>
                      <Table.Td ta="right">{counted(count, 'call')}</Table.Td>
                      {entity.kind !== 'account' && <Table.Td ta="right">{counted(accounts, 'account')}</Table.Td>}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Panel>
          ))}
      </div>
      {neighbours !== null && <Neighbours neighbours={neighbours} />}
      <Panel title="Findings" note={counted(findings.length, 'finding')} flush>
        <Table verticalSpacing={4} horizontalSpacing={12} fz={13}>
          <Table.Tbody>
            {findings.map(({ id, detector, mode, until, because, incident }) => (
              <Table.Tr key={id}>
                <Table.Td w={150}>
                  <Instant at={until} />
                </Table.Td>
                <Table.Td w={150}>
                  {detector} {mode !== 'scheduled' && <Tag>{mode}</Tag>}
                </Table.Td>
                <Table.Td>{because}</Table.Td>
                <Table.Td w={90}>
                  {incident !== null && (
                    <Link to="/incidents/$id" params={{ id: incident }}>
                      {incident.slice(0, 8)}
                    </Link>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {findings.length === 0 && (
          <p style={{ margin: 0, padding: '4px 12px 10px', color: 'var(--muted)' }}>
            {isTold ? 'No detector names it.' : 'Not shown while its blind review is open.'}
          </p>
        )}
      </Panel>
    </>
  );
}
