import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IncidentDetail } from '../api/answers.js';
import { evidenceQuery } from '../api/incidents.js';
import { useMay } from '../api/session.js';
import { useCommand } from '../keys/key-desk.js';
import { KeyHint } from '../keys/key-hint.js';
import { Answered } from '../parts/answered.js';
import { categoryName } from '../parts/category.js';
import { Nothing } from '../parts/nothing.js';
import { counted } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { Icon } from '../shell/icon.js';
import classes from './evidence-part.module.css';
import { EvidenceRow } from './evidence-row.js';
import { TemplatePanel } from './template-panel.js';
import { useReveal } from './use-reveal.js';

/** Texts that a template is first read from. */
const ENOUGH = 5;

/** The calls that show the case; their text stays covered until somebody says why they look. */
export function EvidencePart({ incident }: { readonly incident: IncidentDetail }) {
  const evidence = useQuery(evidenceQuery(incident.id));
  const mayReveal = useMay('incident:reveal');
  const [reason, setReason] = useState(`to decide on incident ${incident.id.slice(0, 8)}`);
  const { revealed, reveal, isRevealing, hide } = useReveal(incident.id);
  const records = evidence.data?.records ?? [];
  const covered = records.filter(({ record }) => !revealed.has(record));
  const look = (some: readonly string[]) => reveal({ records: some, reason: reason.trim() || 'no reason given' });
  const [next] = covered;
  useCommand('reveal', mayReveal && next !== undefined && !isRevealing ? () => look([next.record]) : undefined);
  return (
    <Answered query={evidence} what="the evidence" lines={12}>
      {({ missing }) =>
        records.length === 0 ? (
          <Nothing title="No evidence is kept any more">
            {missing > 0 ? `${counted(missing, 'record')} went with retention.` : 'Its findings name no single call.'}
          </Nothing>
        ) : (
          <div className={classes.stack}>
            <p className={classes.warning}>
              <Icon name="warning" />
              <span>
                {categoryName(incident.category)}, {incident.severity}: what people wrote may disturb. Texts are copies
                of few templates; five say what a hundred say.
              </span>
            </p>
            {mayReveal ? (
              <div className={classes.why}>
                <TextInput
                  label="Why you look (logged with each look)"
                  value={reason}
                  onChange={(event) => setReason(event.currentTarget.value)}
                  flex={1}
                />
                <Button
                  variant="default"
                  disabled={next === undefined}
                  loading={isRevealing}
                  onClick={() => next !== undefined && look([next.record])}
                >
                  Reveal next <KeyHint command="reveal" />
                </Button>
                <Button
                  variant="default"
                  disabled={covered.length < 2 || isRevealing}
                  onClick={() => look(spreadOver(covered, ENOUGH))}
                >
                  Reveal {Math.min(ENOUGH, covered.length)} to read the template
                </Button>
              </div>
            ) : (
              <p className={classes.note}>Your role sees who called when, not what was written.</p>
            )}
            <TemplatePanel revealed={[...revealed.values()]} />
            <Panel
              title="Calls"
              note={`${counted(records.length, 'record')}${missing > 0 ? `, ${missing} more went with retention` : ''}`}
              flush
            >
              <ol className={classes.records}>
                {records.map((record) => (
                  <EvidenceRow
                    key={record.record}
                    record={record}
                    revealed={revealed.get(record.record)}
                    onReveal={mayReveal && !isRevealing ? () => look([record.record]) : undefined}
                    onHide={() => hide(record.record)}
                  />
                ))}
              </ol>
            </Panel>
          </div>
        )
      }
    </Answered>
  );
}

/** Records of as many accounts as there are: copies by one account say less than one text of each. */
function spreadOver(records: readonly { readonly record: string; readonly account: string }[], most: number): string[] {
  const firsts = [...new Map(records.map((each) => [each.account, each.record])).values()];
  return [...new Set([...firsts, ...records.map(({ record }) => record)])].slice(0, most);
}
