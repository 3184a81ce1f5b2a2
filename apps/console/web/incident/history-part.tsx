import { Button, Stack, Textarea } from '@mantine/core';
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionSetTable } from '../actions/action-set-table.js';
import type { Casework, IncidentDetail } from '../api/answers.js';
import { post } from '../api/ask.js';
import { actionSetsQuery } from '../api/incidents.js';
import { useMay } from '../api/session.js';
import { Answered } from '../parts/answered.js';
import { Instant } from '../parts/instant.js';
import { Panel } from '../parts/panel.js';
import { StateTag } from '../parts/state-tag.js';
import { Tag } from '../parts/tag.js';
import { DialogTrouble, onControlEnter } from './dialog-parts.js';
import classes from './incident-page.module.css';

interface HistoryPart {
  readonly incident: IncidentDetail;
  readonly casework: UseQueryResult<Casework>;
}

/** What people have decided, done and said, and what detectors found window by window. */
export function HistoryPart({ incident, casework }: HistoryPart) {
  const sets = useQuery(actionSetsQuery({ incident: incident.id }));
  return (
    <div className={classes.stack}>
      <Panel title="Decisions" flush>
        {incident.decisions.length === 0 ? (
          <p className={classes.none}>Nobody has decided yet.</p>
        ) : (
          <ul className={classes.lines}>
            {incident.decisions.map(({ ordinal, verdict, category, action, reason, decided_by, decided_at }) => (
              <li key={ordinal}>
                <div className={classes.lineHead}>
                  <StateTag state={verdict} />
                  <span>{category}</span>
                  {action !== 'none' && <Tag>{action}</Tag>}
                  <span>
                    {decided_by}, <Instant at={decided_at} /> UTC
                  </span>
                </div>
                <p style={{ margin: 0 }}>{reason}</p>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title="Actions" flush>
        <Answered query={sets} what="actions" lines={3}>
          {({ action_sets }) => <ActionSetTable sets={action_sets} />}
        </Answered>
      </Panel>
      <Answered query={casework} what="notes" lines={4}>
        {(answer) => <Talk incident={incident.id} casework={answer} />}
      </Answered>
      <Panel title="Findings" note="latest window first" flush>
        <ul className={classes.lines}>
          {incident.findings.map(({ id, window, because, point, mode }) => (
            <li key={id}>
              <div className={classes.lineHead}>
                <span>
                  <Instant at={window.from} /> – <Instant at={window.until} />
                </span>
                {point === 'act' && <Tag tone="high">to act on</Tag>}
                {mode === 'retro' && <Tag>by hand</Tag>}
              </div>
              <p style={{ margin: 0 }}>{because}</p>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function Talk({ incident, casework }: { readonly incident: string; readonly casework: Casework }) {
  const queries = useQueryClient();
  const mayWork = useMay('incident:work');
  const [text, setText] = useState('');
  const writing = useMutation({
    mutationFn: () => post<Casework>(`/v1/incidents/${incident}/notes`, { text }),
    onSuccess: (answer) => {
      queries.setQueryData(['casework', incident], answer);
      setText('');
    },
  });
  const submit = () => {
    if (text.trim() !== '') writing.mutate();
  };
  return (
    <Panel title="Notes and second opinions" flush>
      <ul className={classes.lines}>
        {casework.second_opinions.map(({ asked_by, asked_at, question, opinion }) => (
          <li key={`${asked_at} ${asked_by}`}>
            <div className={classes.lineHead}>
              <Tag tone="medium">
                {opinion === null ? 'second opinion wanted' : `second opinion: ${opinion.verdict}`}
              </Tag>
              <span>
                {asked_by}, <Instant at={asked_at} /> UTC
              </span>
            </div>
            <p style={{ margin: 0 }}>{question}</p>
            {opinion !== null && (
              <p style={{ margin: 0 }}>
                {opinion.by}: {opinion.reason}
              </p>
            )}
          </li>
        ))}
        {casework.notes.map(({ ordinal, by, at, text: said }) => (
          <li key={ordinal}>
            <div className={classes.lineHead}>
              <strong>{by}</strong>
              <span>
                <Instant at={at} /> UTC
              </span>
            </div>
            <p style={{ margin: 0, whiteSpace: 'pre-line' }}>{said}</p>
          </li>
        ))}
        {mayWork && (
          <li>
            <Stack gap="xs" onKeyDown={onControlEnter(submit)} align="flex-start">
              <Textarea
                w="100%"
                aria-label="A new note"
                placeholder="A note for whoever looks at this next"
                autosize
                minRows={2}
                maxLength={2_000}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
              />
              <DialogTrouble error={writing.error} />
              <Button variant="default" disabled={text.trim() === ''} loading={writing.isPending} onClick={submit}>
                Keep note
              </Button>
            </Stack>
          </li>
        )}
      </ul>
    </Panel>
  );
}
