import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { CostAnswer, FieldsAnswer } from '../../hunts/hunt-shape.js';
import { get } from '../api/ask.js';
import { useNow } from '../api/session.js';
import { Answered } from '../parts/answered.js';
import { short } from '../parts/numbers.js';
import { PageBody } from '../shell/page-body.js';
import { PageHead } from '../shell/page-head.js';
import { HuntFilters } from './hunt-filters.js';
import { HuntKeeping } from './hunt-keeping.js';
import { HuntRecords } from './hunt-records.js';
import { asked, type HuntSearch } from './hunt-search.js';
import { HuntTimeline } from './hunt-timeline.js';
import { HuntTop } from './hunt-top.js';
import { LostHunt } from './lost-hunt.js';
import { TooWide } from './too-wide.js';

const route = getRouteApi('/desk/hunt');

const DAY = 86_400_000;

/** Questions over usage without SQL: narrow it down, see who leads and what changed, look at the calls. */
export function HuntPage() {
  const given = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const [isDrilled, setDrilled] = useState(false);
  const today = new Date(Math.ceil(Date.parse(now) / DAY) * DAY);
  const search: HuntSearch = {
    from: new Date(today.getTime() - 7 * DAY).toISOString().slice(0, 10),
    until: today.toISOString().slice(0, 10),
    by: 'account',
    ...given,
  };
  const change = (next: HuntSearch) => void navigate({ search: () => next, resetScroll: false });
  const fields = useQuery({
    queryKey: ['hunt-fields'],
    queryFn: ({ signal }) => get<FieldsAnswer>('/v1/hunts/fields', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const cost = useQuery({
    queryKey: ['hunt-cost', asked(search), search.by],
    queryFn: ({ signal }) => get<CostAnswer>('/v1/hunts/cost', { ...asked(search), by: search.by }, signal),
  });
  return (
    <>
      <PageHead
        title="Hunt"
        says={
          cost.data === undefined
            ? 'questions over usage, without SQL'
            : `${short(cost.data.records)} calls in the window`
        }
        aside={<HuntKeeping search={search} onOpen={change} />}
      />
      <PageBody>
        <LostHunt search={search} onChange={change} />
        <Answered query={fields} what="the fields" lines={3}>
          {(known) => <HuntFilters fields={known} search={search} onChange={change} />}
        </Answered>
        <Answered query={cost} what="the cost of this hunt" lines={8}>
          {({ refused }) =>
            refused === null ? (
              <>
                <HuntTimeline search={search} />
                <HuntTop search={search} onChange={change} />
                <HuntRecords search={search} isOpen={isDrilled} onOpen={() => setDrilled(true)} />
              </>
            ) : (
              <TooWide refused={refused} />
            )
          }
        </Answered>
      </PageBody>
    </>
  );
}
