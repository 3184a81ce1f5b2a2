import { Button, SegmentedControl } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Exceptions, SharedNetworks } from '../api/answers.js';
import { get, post } from '../api/ask.js';
import { useMay, useNow } from '../api/session.js';
import { Answered } from '../parts/answered.js';
import { FormDialog } from '../parts/form-dialog.js';
import { Nothing } from '../parts/nothing.js';
import { counted } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Pseudonym } from '../parts/pseudonym.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';
import { say } from '../shell/say.js';
import { endOfDay, exceptionFields, sharedFields } from './entry-fields.js';
import { VouchedTable } from './vouched-table.js';

const route = getRouteApi('/desk/exceptions');

const USAGES: Readonly<Record<string, string>> = {
  carrier_nat: 'carrier’s NAT',
  vpn: 'VPN',
  cloud_egress: 'way out of a cloud',
  campus: 'campus',
};

/** Whom findings open no incident about, and which networks many strangers share: says who, why and until when. */
export function ExceptionsPage() {
  const { standing = 'only', subject, kind } = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useMay('exception:change');
  const now = useNow();
  const queries = useQueryClient();
  const [adding, setAdding] = useState<'exception' | 'shared' | undefined>(
    subject === undefined ? undefined : 'exception',
  );
  const exceptions = useQuery({
    queryKey: ['exceptions', standing],
    queryFn: ({ signal }) => get<Exceptions>('/v1/exceptions', { standing }, signal),
  });
  const shared = useQuery({
    queryKey: ['shared-networks', standing],
    queryFn: ({ signal }) => get<SharedNetworks>('/v1/shared-networks', { standing }, signal),
  });
  const change = async (path: string, body: object, said: string) => {
    await post(path, body);
    say(said);
    await queries.invalidateQueries({
      queryKey: [path.startsWith('/v1/exceptions') ? 'exceptions' : 'shared-networks'],
    });
  };
  const close = () => {
    setAdding(undefined);
    void navigate({ search: standing === 'all' ? { standing } : {}, replace: true });
  };
  return (
    <>
      <PageHead
        title="Exceptions"
        says="what findings open no incident about; every entry ends by itself"
        aside={
          <SegmentedControl
            aria-label="Which entries"
            data={[
              { value: 'only', label: 'That hold' },
              { value: 'all', label: 'All there were' },
            ]}
            value={standing}
            onChange={(next) => void navigate({ search: next === 'all' ? { standing: 'all' } : {}, replace: true })}
          />
        }
      />
      <PageBody>
        <Panel
          title="Excepted subjects"
          note={exceptions.data && counted(exceptions.data.exceptions.length, 'entry', 'entries')}
          aside={
            mayChange && (
              <Button variant="default" size="compact-sm" onClick={() => setAdding('exception')}>
                Except somebody…
              </Button>
            )
          }
          flush
        >
          <Answered query={exceptions} what="the exceptions" lines={4}>
            {(answer) =>
              answer.exceptions.length === 0 ? (
                <Nothing title="Nobody is excepted">
                  Whoever is known to be harmless can be excepted from incidents until a day, by a lead.
                </Nothing>
              ) : (
                <VouchedTable
                  entries={answer.exceptions}
                  noun="exception"
                  columns={[
                    ['Subject', (entry) => <Pseudonym kind={entry.kind} id={entry.subject} />],
                    ['Detector', (entry) => entry.detector ?? 'all of them'],
                    ['Why', (entry) => entry.reason],
                  ]}
                  onLift={
                    mayChange
                      ? ({ id }, reason) => change(`/v1/exceptions/${id}/end`, { reason }, 'The exception is lifted')
                      : undefined
                  }
                />
              )
            }
          </Answered>
        </Panel>
        <Panel
          title="Shared infrastructure"
          note="networks and systems that many strangers share"
          aside={
            mayChange && (
              <Button variant="default" size="compact-sm" onClick={() => setAdding('shared')}>
                Enter a network…
              </Button>
            )
          }
          flush
        >
          <Answered query={shared} what="the shared networks" lines={4}>
            {(answer) =>
              answer.shared_networks.length === 0 ? (
                <Nothing title="No network is entered as shared">
                  Findings about a shared network are withheld, and a preview warns of its bystanders.
                </Nothing>
              ) : (
                <VouchedTable
                  entries={answer.shared_networks}
                  noun="entry"
                  columns={[
                    [
                      'Network',
                      (entry) =>
                        entry.kind === 'asn' ? `AS${entry.subject}` : <Pseudonym kind="network" id={entry.subject} />,
                    ],
                    ['Shared as', (entry) => USAGES[entry.usage] ?? entry.usage],
                    ['Known from', (entry) => entry.provenance],
                  ]}
                  onLift={
                    mayChange
                      ? ({ id }, reason) => change(`/v1/shared-networks/${id}/end`, { reason }, 'The entry is lifted')
                      : undefined
                  }
                />
              )
            }
          </Answered>
        </Panel>
      </PageBody>
      {adding === 'exception' && mayChange && (
        <FormDialog
          title="Except somebody from incidents"
          fields={exceptionFields({ kind, subject, now })}
          does="Except"
          onClose={close}
          onSend={({ kind: of, subject: who = '', detector, reason, until = '' }) =>
            change(
              '/v1/exceptions',
              { kind: of, subject: who.trim(), detector: detector || null, reason, expires_at: endOfDay(until) },
              'Excepted for windows that end from now on',
            )
          }
        />
      )}
      {adding === 'shared' && mayChange && (
        <FormDialog
          title="Enter shared infrastructure"
          fields={sharedFields(now)}
          does="Enter"
          onClose={close}
          onSend={({ subject: which = '', usage, provenance, until = '' }) => {
            const [, system] = /^AS(\d+)$/i.exec(which.trim()) ?? [];
            const named =
              system === undefined ? { kind: 'network', subject: which.trim() } : { kind: 'asn', subject: system };
            return change(
              '/v1/shared-networks',
              { ...named, usage, provenance, expires_at: endOfDay(until) },
              'Counts as shared for windows that end from now on',
            );
          }}
        />
      )}
    </>
  );
}
