import { Link } from '@tanstack/react-router';
import type { Casework, IncidentDetail } from '../api/answers.js';
import { categoryName } from '../parts/category.js';
import { minuteUtc } from '../parts/instant.js';
import { Pseudonym } from '../parts/pseudonym.js';
import { SeverityMark } from '../parts/severity-mark.js';
import { StateTag } from '../parts/state-tag.js';
import { Tag } from '../parts/tag.js';
import { Icon } from '../shell/icon.js';
import { IncidentCommands } from './incident-commands.js';
import classes from './incident-page.module.css';
import { MoreDeeds } from './more-deeds.js';

/** The sentence, where the case stands, and what can be done about it. */
export function IncidentHead({
  incident,
  casework,
}: {
  readonly incident: IncidentDetail;
  readonly casework: Casework | undefined;
}) {
  const { id, because, severity, state, category, detector, version, point, subject } = incident;
  const accounts = incident.members.map(({ account }) => account);
  return (
    <header className={classes.head}>
      <div className={classes.path}>
        <Link to="/queue">Queue</Link>
        <span aria-hidden="true">/</span>
        <Pseudonym kind={subject.kind} id={subject.id} link={subject.kind !== 'campaign'} />
        <SeverityMark severity={severity} />
        <StateTag state={state} />
        {point === 'act' && <Tag tone="high">to act on</Tag>}
        <span>{categoryName(category)}</span>
        <Link to="/detectors/$name" params={{ name: detector }}>
          {detector} {version}
        </Link>
      </div>
      <h1 className={classes.sentence}>{because}</h1>
      <IncidentCommands
        incident={{ id, because, state }}
        category={category}
        dispositions={incident.dispositions}
        claim={casework?.claim ?? null}
        accounts={accounts}
        more={casework && <MoreDeeds incident={incident} casework={casework} accounts={accounts} />}
        isShown
      />
      {casework?.merged_into != null && (
        <p className={classes.notice}>
          <Icon name="warning" />
          This case has gone into another one; work goes on
          <Link to="/incidents/$id" params={{ id: casework.merged_into }}>
            there
          </Link>
        </p>
      )}
      {casework?.snoozed_until != null && (
        <p className={classes.notice}>
          <Icon name="warning" /> Asleep until {minuteUtc(casework.snoozed_until)} UTC.
        </p>
      )}
    </header>
  );
}
