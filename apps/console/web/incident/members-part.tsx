import { Button, Group, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { IncidentDetail } from '../api/answers.js';
import { useMay } from '../api/session.js';
import { useCommand } from '../keys/key-desk.js';
import { Nothing } from '../parts/nothing.js';
import { counted, whole } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { MemberTable } from './member-table.js';
import { SplitOff } from './split-off.js';

/** Rows added at a time; a browser draws them at once. */
const STEP = 200;

/** Everybody who takes part, strongest first, with what ties each one in. */
export function MembersPart({ incident: { id, members } }: { readonly incident: IncidentDetail }) {
  const [text, setText] = useState('');
  const [shown, setShown] = useState(STEP);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const mayArrange = useMay('incident:arrange');
  const field = useRef<HTMLInputElement>(null);
  useCommand('filter', () => field.current?.focus());
  const wanted = text.trim().toLowerCase();
  const found = members
    .filter(({ account, tie }) => account.startsWith(wanted) || tie.toLowerCase().includes(wanted))
    .sort((a, b) => b.records - a.records);
  if (members.length === 0) return <Nothing title="No account is named">It is about the subject alone.</Nothing>;
  return (
    <Panel
      title="Members"
      note={`${counted(found.length, 'account')}, most records first; each is tied in by its own records`}
      flush
      aside={
        <>
          {chosen.size > 0 && <SplitOff incident={id} accounts={[...chosen]} onDone={() => setChosen(new Set())} />}
          <TextInput
            ref={field}
            aria-label="Filter members"
            placeholder="Account or tie  /"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </>
      }
    >
      <MemberTable
        members={found.slice(0, shown)}
        {...(mayArrange && members.length > 1 ? { chosen, onChoose: setChosen } : {})}
      />
      {found.length > shown && (
        <Group p="sm">
          <Button variant="default" onClick={() => setShown(shown + STEP)}>
            {whole(Math.min(STEP, found.length - shown))} more of {whole(found.length)}
          </Button>
        </Group>
      )}
    </Panel>
  );
}
