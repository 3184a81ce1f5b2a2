import type { UseQueryResult } from '@tanstack/react-query';
import type { Facets } from '../api/answers.js';
import { categoryName } from '../parts/category.js';
import { short } from '../parts/numbers.js';
import { SeverityMark } from '../parts/severity-mark.js';
import { Trouble } from '../parts/trouble.js';
import { Waiting } from '../parts/waiting.js';
import classes from './facet-list.module.css';
import { filtersOf, type QueueSearch, toggled, valuesOf } from './queue-search.js';

type Facet = 'state' | 'severity' | 'category' | 'detector' | 'age' | 'assignee';

const TITLES: Readonly<Record<Facet, string>> = {
  state: 'State',
  severity: 'Severity',
  assignee: 'Assignee',
  category: 'Policy',
  detector: 'Detector',
  age: 'Open since',
};

const AGES: Readonly<Record<string, string>> = {
  day: 'under a day',
  week: 'under a week',
  month: 'under 4 weeks',
  older: 'longer',
};

/** Asked for when the address names no state. */
const USUAL_STATES = 'open,uncertain';

interface FacetList {
  readonly facets: UseQueryResult<Facets>;
  readonly search: QueueSearch;
  readonly onChange: (search: QueueSearch) => void;
}

/** Every value with how many incidents it would leave; pressed ones narrow the queue. */
export function FacetList({ facets, search, onChange }: FacetList) {
  if (facets.data === undefined) {
    return facets.isError ? <Trouble error={facets.error} /> : <Waiting what="the filters" lines={10} />;
  }
  const { data } = facets;
  const isNarrowed = Object.keys(filtersOf(search)).length > 0;
  const chosen = (facet: Facet) => valuesOf(search[facet] ?? (facet === 'state' ? USUAL_STATES : undefined));
  const press = (facet: Facet, value: string) =>
    onChange(toggled({ ...search, [facet]: chosen(facet).join(',') || undefined } as QueueSearch, facet, value));
  return (
    <>
      {(Object.keys(TITLES) as Facet[]).map((facet) => (
        <fieldset key={facet} className={classes.facet}>
          <legend className={classes.title}>{TITLES[facet]}</legend>
          {data[facet].map(({ value, count }) => (
            <button
              key={value}
              type="button"
              className={classes.value}
              aria-pressed={chosen(facet).includes(value)}
              onClick={() => press(facet, value)}
            >
              <span className={classes.name}>
                <ValueName facet={facet} value={value} people={data.people} />
              </span>
              <span className={classes.count}>{short(count)}</span>
            </button>
          ))}
          {data[facet].length === 0 && <p className={classes.none}>none</p>}
        </fieldset>
      ))}
      {search.account !== undefined && <p className={classes.none}>with account {search.account.slice(0, 8)}…</p>}
      {isNarrowed && (
        <button type="button" className={classes.clear} onClick={() => onChange({})}>
          Clear filters
        </button>
      )}
    </>
  );
}

function ValueName({ facet, value, people }: { facet: Facet; value: string; people: Facets['people'] }) {
  switch (facet) {
    case 'severity':
      return <SeverityMark severity={value as 'low'} />;
    case 'category':
      return <>{categoryName(value)}</>;
    case 'age':
      return <>{AGES[value] ?? value}</>;
    case 'assignee':
      return <>{value === 'nobody' ? 'nobody' : (people.find(({ id }) => id === value)?.name ?? 'somebody')}</>;
    default:
      return <>{value}</>;
  }
}
