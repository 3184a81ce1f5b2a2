import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Casework } from '../api/answers.js';
import { post } from '../api/ask.js';
import { FormDialog } from '../parts/form-dialog.js';
import { counted } from '../parts/numbers.js';
import { say } from '../shell/say.js';
import { refreshIncident } from './refresh-incident.js';

interface SplitOffOf {
  readonly incident: string;
  readonly accounts: readonly string[];
  readonly onDone: () => void;
}

/** Moves the chosen accounts into an incident of their own. */
export function SplitOff({ incident, accounts, onDone }: SplitOffOf) {
  const [isAsking, setAsking] = useState(false);
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setAsking(true)}>
        Split off {counted(accounts.length, 'account')}…
      </Button>
      {isAsking && (
        <FormDialog
          title={`Split off ${counted(accounts.length, 'account')}`}
          fields={[{ name: 'reason', label: 'Why they are another case', as: 'text' }]}
          does="Split off"
          onClose={() => setAsking(false)}
          onSend={async ({ reason }) => {
            const part = await post<Casework>(`/v1/incidents/${incident}/split`, { accounts, reason });
            say('Split off; this is the new incident');
            onDone();
            await refreshIncident(queries, incident);
            await navigate({ to: '/incidents/$id', params: { id: part.incident } });
          }}
        >
          <p style={{ margin: 0, color: 'var(--muted)', fontSize: 13 }}>
            They get an incident of their own, with what ties them in; later findings go on naming both together.
          </p>
        </FormDialog>
      )}
    </>
  );
}
