import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { AuditPage as Answer } from '../api/answers.js';
import { get } from '../api/ask.js';
import { Nothing } from '../parts/nothing.js';
import { Trouble } from '../parts/trouble.js';
import { Waiting } from '../parts/waiting.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';
import { AuditFilters } from './audit-filters.js';
import type { AuditSearch } from './audit-search.js';
import { AuditTable } from './audit-table.js';
import { Verification } from './verification.js';

const route = getRouteApi('/desk/audit');

/** Who did what, and who looked at what and why; a chain that shows every change made to it. */
export function AuditPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: AuditSearch) => void navigate({ search: () => next, replace: true });
  const log = useInfiniteQuery({
    queryKey: ['audit', search],
    queryFn: ({ pageParam, signal }) => get<Answer>('/v1/audit', { ...search, before: pageParam }, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next_before }) => next_before ?? undefined,
  });
  const entries = log.data?.pages.flatMap((page) => page.entries);
  return (
    <>
      <PageHead title="Audit log" says="who did what, who looked at what, and why" aside={<Verification />} />
      <PageBody>
        <AuditFilters key={JSON.stringify(search)} search={search} onChange={change} />
        {entries === undefined ? (
          log.isError ? (
            <Trouble error={log.error} again={() => void log.refetch()} />
          ) : (
            <Waiting what="the log" lines={12} />
          )
        ) : entries.length === 0 ? (
          <Nothing title="No entry is like that">
            <Button variant="default" mt="xs" onClick={() => change({})}>
              Show the whole log
            </Button>
          </Nothing>
        ) : (
          <AuditTable entries={entries} onFilter={change} />
        )}
        {log.hasNextPage && (
          <div>
            <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
              Earlier entries
            </Button>
          </div>
        )}
      </PageBody>
    </>
  );
}
