import { Button, Menu } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { Casework, IncidentDetail, People } from '../api/answers.js';
import { get } from '../api/ask.js';
import { sessionQuery, useMay } from '../api/session.js';
import { FormDialog } from '../parts/form-dialog.js';
import { say } from '../shell/say.js';
import { type Deed, deedsOf } from './deeds.js';
import { refreshIncident } from './refresh-incident.js';

interface MoreDeeds {
  readonly incident: Pick<IncidentDetail, 'id'>;
  readonly casework: Casework;
  readonly accounts: readonly string[];
}

const WORKERS: readonly string[] = ['investigator', 'lead', 'admin'];

/** Notes, naps, priorities, referrals, appeals, merging: what is done less often than deciding. */
export function MoreDeeds({ incident, casework, accounts }: MoreDeeds) {
  const [open, setOpen] = useState<Deed>();
  const queries = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const maySeePeople = useMay('person:read');
  const people = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => get<People>('/v1/people', {}, signal),
    enabled: maySeePeople,
    staleTime: 60_000,
  });
  const rights = session?.rights ?? [];
  const groups = deedsOf({
    incident,
    casework,
    accounts,
    people: (people.data?.people ?? []).filter(({ role }) => WORKERS.includes(role)),
    me: session?.person.login ?? '',
  })
    .map((deeds) => deeds.filter(({ right }) => rights.includes(right)))
    .filter((deeds) => deeds.length > 0);
  if (groups.length === 0) return null;
  return (
    <>
      <Menu position="bottom-start" width={210}>
        <Menu.Target>
          <Button variant="default">More ▾</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {groups.map((deeds, place) => (
            <Fragment key={deeds[0]?.name}>
              {place > 0 && <Menu.Divider />}
              {deeds.map((deed) => (
                <Menu.Item key={deed.name} onClick={() => setOpen(deed)}>
                  {deed.name}
                </Menu.Item>
              ))}
            </Fragment>
          ))}
        </Menu.Dropdown>
      </Menu>
      {open !== undefined && (
        <FormDialog
          title={open.title}
          fields={open.fields}
          does={open.does}
          onClose={() => setOpen(undefined)}
          onSend={async (filled) => {
            await open.send(filled);
            say(open.done);
            await refreshIncident(queries, incident.id);
          }}
        />
      )}
    </>
  );
}
