import { type MouseEvent, memo } from 'react';
import type { QueueIncident } from '../api/answers.js';
import { categoryName } from '../parts/category.js';
import { age, minuteUtc } from '../parts/instant.js';
import { short } from '../parts/numbers.js';
import { SeverityMark } from '../parts/severity-mark.js';
import { StateTag } from '../parts/state-tag.js';
import { Tag } from '../parts/tag.js';
import { Icon } from '../shell/icon.js';
import classes from './incident-list.module.css';

interface IncidentRowProps {
  readonly incident: QueueIncident;
  readonly isMarked: boolean;
  /** The installation's clock; ages count from it. */
  readonly now: string;
  readonly onMark: (id: string) => void;
  readonly onOpen: (id: string) => void;
}

/** Whether a click asks for another tab or window, which is the browser's own business. */
const isOrdinary = (event: MouseEvent) =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

/**
 * An incident in two lines: what was found, and what it is filed under.
 *
 * A plain link: a row comes and goes with each turn of the wheel, and one of the router's costs ten times as much.
 */
export const IncidentRow = memo(
  function IncidentRow({ incident, isMarked, now, onMark, onOpen }: IncidentRowProps) {
    const { id, severity, because, detector, category, subject, accounts, state, last_seen, point } = incident;
    const holder = incident.claim?.person ?? incident.assignee;
    return (
      <a
        href={`/incidents/${id}`}
        className={classes.row}
        data-incident={id}
        data-marked={isMarked}
        onFocus={() => onMark(id)}
        onClick={(event) => {
          if (!isOrdinary(event)) return;
          event.preventDefault();
          onOpen(id);
        }}
        draggable={false}
      >
        <SeverityMark severity={severity} bare />
        <span style={{ minWidth: 0 }}>
          <span className={classes.because} style={{ display: 'block' }}>
            {because}
          </span>
          <span className={classes.meta}>
            {point === 'act' && <Tag tone="high">to act on</Tag>}
            {incident.priority !== 'normal' && <Tag>{incident.priority} priority</Tag>}
            {incident.opinion_wanted && <Tag tone="medium">second opinion wanted</Tag>}
            {incident.blind && <Tag>blind review</Tag>}
            {incident.snoozed_until !== null && <Tag>asleep until {minuteUtc(incident.snoozed_until)}</Tag>}
            <span className={classes.filed}>
              {categoryName(category)} · {detector} · {subject.kind} {subject.id.slice(0, 8)}
            </span>
          </span>
        </span>
        <span className={classes.right}>{short(accounts)}</span>
        <span>
          <StateTag state={state} />
        </span>
        <span className={classes.person}>
          {incident.claim !== null && <Icon name="lock" size={13} />}
          {holder !== null && <span>{holder.name}</span>}
        </span>
        <span className={`${classes.right} ${classes.small}`} title={`${minuteUtc(last_seen)} UTC`}>
          {age(last_seen, now)}
        </span>
      </a>
    );
  },
  (before, after) =>
    before.incident === after.incident && before.isMarked === after.isMarked && before.now === after.now,
);
