import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionSet, ActionSetLine } from '../api/answers.js';
import { post } from '../api/ask.js';
import { refreshIncident } from '../incident/refresh-incident.js';
import { FormDialog } from '../parts/form-dialog.js';
import { counted } from '../parts/numbers.js';
import { say } from '../shell/say.js';

/** Takes a staged action further: to more of its accounts, at once or spread by jitter. */
export function NextStage({ set }: { readonly set: ActionSetLine }) {
  const [isAsking, setAsking] = useState(false);
  const queries = useQueryClient();
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
        Next stage…
      </Button>
      {isAsking && (
        <FormDialog
          title={`Next stage: ${counted(set.waiting, 'account')} still wait for the ${set.action}`}
          fields={[
            { name: 'percent', label: 'Up to, % of all its accounts', begins: '100' },
            { name: 'spread', label: 'Spread over minutes', says: 'Each at an instant of its own', begins: '0' },
          ]}
          does="Go on"
          onClose={() => setAsking(false)}
          onSend={async ({ percent, spread }) => {
            const stage = { percent: Number(percent), spread_minutes: Number(spread) };
            const next = await post<ActionSet>(`/v1/action-sets/${set.id}/execute`, stage);
            say(`${counted(next.applied, 'account')}: ${next.action} in force`);
            await refreshIncident(queries, set.incident);
          }}
        />
      )}
    </>
  );
}
