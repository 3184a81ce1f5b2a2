import { Button, Select } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { Refusal } from '../api/ask.js';
import { facetsQuery, queueQuery } from '../api/incidents.js';
import { useCommand } from '../keys/key-desk.js';
import { counted } from '../parts/numbers.js';
import { Trouble } from '../parts/trouble.js';
import { Waiting } from '../parts/waiting.js';
import { PageHead } from '../shell/page-head.js';
import { EmptyQueue } from './empty-queue.js';
import { FacetList } from './facet-list.js';
import { IncidentList } from './incident-list.js';
import { LostView } from './lost-view.js';
import classes from './queue-page.module.css';
import { askedOf, filtersOf, type QueueSearch } from './queue-search.js';
import { SavedViews } from './saved-views.js';

const route = getRouteApi('/desk/queue');

const ORDERS = [
  { value: 'urgent', label: 'Most urgent first' },
  { value: 'latest', label: 'Latest seen first' },
  { value: 'oldest', label: 'Oldest first' },
];

/** What there is to decide; the address says which part of it. */
export function QueuePage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: QueueSearch) => void navigate({ search: () => next, replace: true });
  const queue = useInfiniteQuery(queueQuery(askedOf(search)));
  // To count them costs far more than a page of the list, and nobody waits for it.
  const facets = useQuery({ ...facetsQuery(filtersOf(search)), enabled: queue.data !== undefined || queue.isError });
  const filters = useRef<HTMLElement>(null);
  useCommand('filter', () => filters.current?.querySelector<HTMLElement>('button, input')?.focus());
  const { data } = queue;
  const incidents = useMemo(() => data?.pages.flatMap((page) => page.incidents), [data]);
  const total = facets.data?.total;
  return (
    <div className={classes.page}>
      <PageHead
        title="Queue"
        says={total === undefined ? undefined : counted(total, 'incident')}
        aside={
          <>
            <SavedViews search={search} onOpen={change} />
            <Select
              aria-label="Order"
              data={ORDERS}
              value={search.order ?? 'urgent'}
              onChange={(order) => change({ ...search, order: order ?? 'urgent' })}
              allowDeselect={false}
              w={160}
            />
          </>
        }
      />
      <LostView search={search} onChange={change} />
      <div className={classes.columns}>
        <aside ref={filters} className={classes.facets} aria-label="Filters">
          <FacetList facets={facets} search={search} onChange={change} />
        </aside>
        {incidents === undefined ? (
          queue.isError ? (
            <Trouble error={queue.error} again={() => void queue.refetch()}>
              {queue.error instanceof Refusal && queue.error.status === 400 && (
                <Button variant="default" onClick={() => change({})}>
                  Show what waits for a decision
                </Button>
              )}
            </Trouble>
          ) : (
            <Waiting what="the queue" lines={14} />
          )
        ) : incidents.length === 0 ? (
          <EmptyQueue search={search} onChange={change} />
        ) : (
          <IncidentList
            incidents={incidents}
            total={total}
            hasMore={queue.hasNextPage}
            isLoadingMore={queue.isFetchingNextPage}
            onMore={() => void queue.fetchNextPage()}
          />
        )}
      </div>
    </div>
  );
}
