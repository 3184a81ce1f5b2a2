import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Casework, IncidentDetail, NewDisposition } from '../api/answers.js';
import { actionSetsQuery } from '../api/incidents.js';
import { sessionQuery, useMay } from '../api/session.js';
import { useCommand } from '../keys/key-desk.js';
import { KeyHint } from '../keys/key-hint.js';
import { minuteUtc } from '../parts/instant.js';
import { Icon } from '../shell/icon.js';
import { ActDialog } from './act-dialog.js';
import { DisposeDialog } from './dispose-dialog.js';
import { EscalateDialog } from './escalate-dialog.js';
import classes from './incident-page.module.css';
import { useClaim } from './use-claim.js';
import { useUndo } from './use-undo.js';

interface IncidentCommands {
  readonly incident: Pick<IncidentDetail, 'id' | 'because' | 'state'>;
  readonly category: string;
  /** How many decisions the person sees; a decision made meanwhile by somebody else is not written over. */
  readonly dispositions: number;
  readonly claim: Casework['claim'];
  /** Whom an action would concern; undefined where it cannot be begun, as in a list. */
  readonly accounts?: readonly string[];
  /** Stands among the buttons. */
  readonly more?: ReactNode;
  /** Whether the buttons are on the page; their keys work in any case. */
  readonly isShown?: boolean;
}

type Verdict = NewDisposition['verdict'];

/** Everything a person can do about one incident, by button and by key. */
export function IncidentCommands({
  incident,
  category,
  dispositions,
  claim,
  accounts,
  more,
  isShown = false,
}: IncidentCommands) {
  const [verdict, setVerdict] = useState<Verdict>();
  const [isEscalating, setEscalating] = useState(false);
  const [isActing, setActing] = useState(false);
  const { data: session } = useQuery(sessionQuery);
  const [mayWork, mayDecide, mayAct] = [
    useMay('incident:work'),
    useMay('incident:decide'),
    useMay('enforcement:preview'),
  ];
  const { id } = incident;
  const sets = useQuery({ ...actionSetsQuery({ incident: id }), enabled: isShown });
  const undoable = sets.data?.action_sets.find((set) => set.undoable);
  const undo = useUndo();
  const holder = claim?.person.id === session?.person.id ? 'me' : claim?.person.name;
  const claiming = useClaim(id, holder === 'me');
  const decide = (what: Verdict) => (mayDecide ? () => setVerdict(what) : undefined);
  const act = mayAct && accounts !== undefined ? () => setActing(true) : undefined;
  useCommand('claim', mayWork ? claiming.toggle : undefined);
  useCommand('confirm', decide('confirmed'));
  useCommand('dismiss', decide('dismissed'));
  useCommand('doubt', decide('uncertain'));
  useCommand('escalate', mayWork ? () => setEscalating(true) : undefined);
  useCommand('act', act);
  useCommand('undo', undoable === undefined ? undefined : () => undo.mutate(undoable));
  return (
    <>
      {isShown && (
        <div className={classes.does}>
          {mayWork && (
            <Button
              variant={holder === 'me' ? 'light' : 'default'}
              onClick={claiming.toggle}
              loading={claiming.isPending}
            >
              {holder === 'me' ? 'Give back' : 'Claim'} <KeyHint command="claim" />
            </Button>
          )}
          {mayDecide && (
            <>
              <span className={classes.gap} />
              <Button variant="default" onClick={decide('confirmed')}>
                Confirm <KeyHint command="confirm" />
              </Button>
              <Button variant="default" onClick={decide('dismissed')}>
                Dismiss <KeyHint command="dismiss" />
              </Button>
              <Button variant="default" onClick={decide('uncertain')}>
                Uncertain <KeyHint command="doubt" />
              </Button>
            </>
          )}
          {mayWork && (
            <Button variant="default" onClick={() => setEscalating(true)}>
              Escalate <KeyHint command="escalate" />
            </Button>
          )}
          {more}
          {act !== undefined && (
            <>
              <span className={classes.gap} />
              <Button onClick={act}>
                Act… <KeyHint command="act" />
              </Button>
            </>
          )}
          {undoable !== undefined && (
            <Button variant="light" onClick={() => undo.mutate(undoable)} loading={undo.isPending}>
              Undo {undoable.action} <KeyHint command="undo" />
            </Button>
          )}
        </div>
      )}
      {isShown && claim !== null && holder !== 'me' && (
        <p className={classes.notice}>
          <Icon name="lock" /> {claim.person.name} works on this until {minuteUtc(claim.until)} UTC. What you decide is
          compared with what they decide meanwhile.
        </p>
      )}
      <DisposeDialog
        incident={incident}
        category={category}
        dispositions={dispositions}
        verdict={verdict}
        onClose={() => setVerdict(undefined)}
      />
      <EscalateDialog incident={id} opened={isEscalating} onClose={() => setEscalating(false)} />
      {accounts !== undefined && (
        <ActDialog incident={incident} accounts={accounts} opened={isActing} onClose={() => setActing(false)} />
      )}
    </>
  );
}
