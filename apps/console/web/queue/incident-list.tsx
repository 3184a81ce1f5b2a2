import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import type { QueueIncident } from '../api/answers.js';
import { useNow } from '../api/session.js';
import { IncidentCommands } from '../incident/incident-commands.js';
import { useCommand } from '../keys/key-desk.js';
import { whole } from '../parts/numbers.js';
import classes from './incident-list.module.css';
import { IncidentRow } from './incident-row.js';

/** Pixels; two lines of text. */
const ROW = 49;

/** Rows before the end at which the next page is asked for. */
const AHEAD = 30;

const estimateSize = () => ROW;

/** They are about one incident, whatever is scrolled past it. */
const Commands = memo(IncidentCommands);

interface IncidentList {
  readonly incidents: readonly QueueIncident[];
  readonly total: number | undefined;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
}

/** As many incidents as there are; only those in sight are on the page, and grey ones are on their way. */
export function IncidentList({ incidents, total, hasMore, isLoadingMore, onMore }: IncidentList) {
  const frame = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const now = useNow();
  const open = (id: string) => void navigate({ to: '/incidents/$id', params: { id } });
  const [marked, setMarked] = useState<string>();
  const wantsFocus = useRef(false);
  const rows = useVirtualizer({
    // The whole length from the start: the bar tells where one is, and nothing is measured anew when a page comes.
    count: hasMore ? Math.max(total ?? 0, incidents.length) : incidents.length,
    getScrollElement: () => frame.current,
    estimateSize,
    overscan: 10,
  });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const isNearEnd = last >= incidents.length - AHEAD;
  useEffect(() => {
    if (isNearEnd && hasMore && !isLoadingMore) onMore();
  }, [isNearEnd, hasMore, isLoadingMore, onMore]);
  const place = useMemo(
    () => (marked === undefined ? -1 : incidents.findIndex(({ id }) => id === marked)),
    [incidents, marked],
  );
  const move = (by: 1 | -1) => {
    const next = Math.min(Math.max(place + by, 0), incidents.length - 1);
    wantsFocus.current = true;
    setMarked(incidents[next]?.id);
    rows.scrollToIndex(next);
  };
  // The row may come to be only once the list has scrolled to it.
  useEffect(() => {
    if (!wantsFocus.current) return;
    const row = frame.current?.querySelector<HTMLElement>(`[data-incident="${marked}"]`);
    if (row == null) return;
    row.focus({ preventScroll: true });
    wantsFocus.current = false;
  });
  useCommand('next', () => move(1));
  useCommand('previous', () => move(-1));
  const current = place === -1 ? undefined : incidents[place];
  useCommand('open', current === undefined ? undefined : () => open(current.id));
  return (
    <div className={classes.list}>
      <div className={classes.head} aria-hidden="true">
        <span />
        <span>Incident</span>
        <span className={classes.right}>Accounts</span>
        <span>State</span>
        <span>With</span>
        <span className={classes.right}>Seen</span>
      </div>
      <div ref={frame} className={classes.frame}>
        <ol className={classes.rows} style={{ height: rows.getTotalSize() }} aria-label="Incidents">
          {items.map(({ index, start }) => {
            const incident = incidents[index];
            return incident === undefined ? (
              <li
                key={index}
                className={`${classes.slot} ${classes.coming}`}
                style={{ height: ROW, transform: `translateY(${start}px)` }}
                aria-hidden="true"
              />
            ) : (
              <li
                key={incident.id}
                className={classes.slot}
                style={{ height: ROW, transform: `translateY(${start}px)` }}
                aria-setsize={total ?? -1}
                aria-posinset={index + 1}
              >
                <IncidentRow
                  incident={incident}
                  isMarked={incident.id === marked}
                  now={now}
                  onMark={setMarked}
                  onOpen={open}
                />
              </li>
            );
          })}
        </ol>
      </div>
      <p className={classes.foot} aria-live="polite">
        {whole(incidents.length)} of {whole(Math.max(total ?? 0, incidents.length))} fetched
        {isLoadingMore ? ', more on their way' : ''}
      </p>
      {current !== undefined && (
        <Commands
          incident={current}
          category={current.category}
          dispositions={current.dispositions}
          claim={current.claim}
        />
      )}
    </div>
  );
}
