import { Button, Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Discarded, Redriven, SettlingPreview } from '../api/answers.js';
import { get, post } from '../api/ask.js';
import { useMay } from '../api/session.js';
import { CommandLine } from '../parts/command-line.js';
import { FormDialog } from '../parts/form-dialog.js';
import { counted, whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { say } from '../shell/say.js';
import classes from './quarantine.module.css';

/** Nobody would vouch for what such a line says, so it is only ever discarded. */
const NEVER_AGAIN = 'foreign_source';

/** The ways out of quarantine for the lines of one reason: from here for leads, by command for whoever runs the machine. */
export function SettlePanel({ reason }: { readonly reason: string }) {
  const maySettle = useMay('ingest:settle');
  return (
    <Panel title="Settle them" note="text is opened by nobody">
      {maySettle && <FromHere reason={reason} />}
      {reason === NEVER_AGAIN ? (
        <p className={classes.meaning}>They name another source than their key may write for: nobody would vouch.</p>
      ) : (
        <CommandLine
          what="By command: drive them again, once a mapping or a clock is mended"
          command={`usewatch quarantine redrive --reason ${reason}`}
        />
      )}
      <CommandLine
        what="By command: discard their sealed text for good"
        command={`usewatch quarantine discard --reason ${reason} --yes`}
      />
    </Panel>
  );
}

function FromHere({ reason }: { readonly reason: string }) {
  const queries = useQueryClient();
  const [way, setWay] = useState<'redrive' | 'discard'>();
  const { data } = useQuery({
    queryKey: ['settling', reason],
    queryFn: ({ signal }) => get<SettlingPreview>('/v1/ingest/quarantine/preview', { reason }, signal),
  });
  if (data === undefined) return null;
  const { lines, redrives, because } = data;
  if (lines === 0) return <p className={classes.meaning}>None of them waits.</p>;
  const settle = async (why: string) => {
    const asked = { reason, lines, why };
    if (way === 'discard') {
      const done = await post<Discarded>('/v1/ingest/quarantine/discard', asked);
      say(`${counted(done.lines, 'line')} discarded`);
    } else {
      const done = await post<Redriven>('/v1/ingest/quarantine/redrive', asked);
      say(
        `${counted(done.lines, 'line')} driven again: ${whole(done.stored)} stored, ${whole(done.duplicate)} known already, ${whole(done.quarantined)} refused once more`,
      );
    }
    await Promise.all(
      ['settling', 'refused', 'reasons', 'books'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
    );
  };
  return (
    <>
      <p className={classes.meaning}>
        {counted(lines, 'line')} {lines === 1 ? 'waits' : 'wait'}.
        {!redrives && ` Not driven again from here: ${because}.`}
      </p>
      <Group gap="xs" mb="sm">
        {redrives && (
          <Button variant="default" onClick={() => setWay('redrive')}>
            Drive again…
          </Button>
        )}
        <Button variant="default" onClick={() => setWay('discard')}>
          Discard…
        </Button>
      </Group>
      {way !== undefined && (
        <FormDialog
          title={
            way === 'redrive' ? `Drive ${counted(lines, 'line')} again` : `Discard ${counted(lines, 'line')} for good`
          }
          fields={[{ name: 'why', label: 'Why, for the audit log', as: 'text' }]}
          does={way === 'redrive' ? 'Drive them again' : 'Discard them'}
          onSend={({ why = '' }) => settle(why)}
          onClose={() => setWay(undefined)}
        >
          <p style={{ margin: 0, fontSize: 13, color: 'var(--muted)' }}>
            {way === 'redrive'
              ? 'They are loaded with the mapping as it is now. Whatever is refused once more lies here under its new reason.'
              : 'Their sealed text is deleted and cannot be brought back. The books keep their number.'}
          </p>
        </FormDialog>
      )}
    </>
  );
}
