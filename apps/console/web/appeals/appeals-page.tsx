import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Appeals } from '../api/answers.js';
import { get } from '../api/ask.js';
import { Answered } from '../parts/answered.js';
import { Nothing } from '../parts/nothing.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';
import { AppealCard } from './appeal-card.js';

const route = getRouteApi('/desk/appeals');

/** Which appeals an address may ask for. */
export const APPEAL_STATES = ['open', 'judged'] as const;

/** What owners of accounts say against actions; those that wait the longest come first. */
export function AppealsPage() {
  const { state = 'open' } = route.useSearch();
  const navigate = route.useNavigate();
  const appeals = useQuery({
    queryKey: ['appeals', state],
    queryFn: ({ signal }) => get<Appeals>('/v1/appeals', { state }, signal),
  });
  return (
    <>
      <PageHead
        title="Appeals"
        says="what owners say against actions; somebody who did not act judges"
        aside={
          <SegmentedControl
            aria-label="Which appeals"
            data={[
              { value: 'open', label: 'Waiting' },
              { value: 'judged', label: 'Judged' },
            ]}
            value={state}
            onChange={(next) => void navigate({ search: next === 'judged' ? { state: 'judged' } : {}, replace: true })}
          />
        }
      />
      <PageBody>
        <Answered query={appeals} what="the appeals" lines={8}>
          {(answer) =>
            answer.appeals.length === 0 ? (
              <Nothing title={state === 'open' ? 'No appeal is waiting' : 'No appeal was judged yet'}>
                An appeal is written down on the page of the incident whose action it is about, under “More”.
              </Nothing>
            ) : (
              (state === 'open' ? [...answer.appeals].reverse() : answer.appeals).map((appeal) => (
                <AppealCard key={appeal.id} appeal={appeal} />
              ))
            )
          }
        </Answered>
      </PageBody>
    </>
  );
}
