import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AccountEnforcement, Appeals } from '../api/answers.js';
import { get, post } from '../api/ask.js';
import { useMay, useNow } from '../api/session.js';
import { FormDialog } from '../parts/form-dialog.js';
import { age, Instant } from '../parts/instant.js';
import { Pseudonym } from '../parts/pseudonym.js';
import { Tag } from '../parts/tag.js';
import { say } from '../shell/say.js';
import classes from './appeal-card.module.css';
import { Consequences } from './consequences.js';

type Appeal = Appeals['appeals'][number];

const OUTCOMES = [
  { value: 'upheld', label: 'Uphold: the action stands' },
  { value: 'reversed', label: 'Reverse: lift it from this account' },
];

/** One appeal: who says what against which action, what is in force, and how it was judged. */
export function AppealCard({ appeal }: { readonly appeal: Appeal }) {
  const { account, incident, statement, received_at, filed_by, outcome, judged_by, judged_at, reason } = appeal;
  const mayJudge = useMay('appeal:judge');
  const [isJudging, setJudging] = useState(false);
  const now = useNow();
  const enforcement = useQuery({
    queryKey: ['enforcement', account],
    queryFn: ({ signal }) => get<AccountEnforcement>(`/v1/accounts/${account}/enforcement`, {}, signal),
  });
  return (
    <article className={classes.card} aria-label={`Appeal of account ${account.slice(0, 10)}`}>
      <header className={classes.head}>
        <Pseudonym kind="account" id={account} />
        {outcome === null ? (
          <Tag tone="medium">waiting {age(received_at, now)}</Tag>
        ) : (
          <Tag tone={outcome === 'reversed' ? 'good' : 'low'}>{outcome}</Tag>
        )}
        {enforcement.data !== undefined && enforcement.data.standing !== 'none' && (
          <Tag tone="critical">{enforcement.data.standing} in force</Tag>
        )}
        <span className={classes.muted}>
          received <Instant at={received_at} /> UTC, written down by {filed_by}
        </span>
        <Link to="/incidents/$id" params={{ id: incident }} className={classes.aside}>
          incident {incident.slice(0, 8)}
        </Link>
      </header>
      <blockquote className={classes.statement}>{statement}</blockquote>
      {outcome !== null && judged_at !== null && (
        <p className={classes.judged}>
          <strong>{judged_by}</strong>, <Instant at={judged_at} /> UTC: {reason}
        </p>
      )}
      {outcome === null && mayJudge && (
        <Button variant="default" onClick={() => setJudging(true)}>
          Judge…
        </Button>
      )}
      {isJudging && <Judge appeal={appeal} enforcement={enforcement.data} onClose={() => setJudging(false)} />}
    </article>
  );
}

interface JudgeDialog {
  readonly appeal: Appeal;
  readonly enforcement: AccountEnforcement | undefined;
  readonly onClose: () => void;
}

function Judge({ appeal: { id, account, statement, incident }, enforcement, onClose }: JudgeDialog) {
  const queries = useQueryClient();
  return (
    <FormDialog
      title={`Judge the appeal of ${account.slice(0, 10)}`}
      fields={[
        { name: 'outcome', label: 'Outcome', choices: OUTCOMES },
        { name: 'reason', label: 'Why, in words the owner could be given', as: 'text' },
      ]}
      does="Judge"
      onClose={onClose}
      onSend={async ({ outcome, reason }) => {
        await post(`/v1/appeals/${id}/judgement`, { outcome, reason });
        say(outcome === 'reversed' ? 'Reversed: nothing is in force against the account any more' : 'Upheld');
        const stale = [['appeals'], ['enforcement'], ['action-sets'], ['casework', incident]];
        await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
      }}
    >
      {({ outcome }) => (
        <>
          <blockquote className={classes.statement}>{statement}</blockquote>
          <Consequences enforcement={enforcement} isReversed={outcome === 'reversed'} />
        </>
      )}
    </FormDialog>
  );
}
